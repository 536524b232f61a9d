package dev.holdpoint.benchmarks;

import dev.holdpoint.effect.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Command lines that somebody would write who wants reading them to take long: one row a kind, each
 * made to any length. {@code %} in a repeated text is a running number.
 */
final class WorstShellInputs {

    private final Map<String, IntFunction<Operation>> rows = new LinkedHashMap<>();

    /** Every row by its name; the argument is the number of characters. */
    static Map<String, IntFunction<Operation>> all() {
        WorstShellInputs inputs = new WorstShellInputs();
        inputs.nesting();
        inputs.simpleCommands();
        inputs.expansions();
        inputs.arithmetic();
        inputs.variables();
        inputs.controlFlow();
        inputs.documents();
        inputs.unclosed();
        inputs.filters();
        inputs.programs();
        inputs.code();
        inputs.otherShells();
        return inputs.rows;
    }

    // how texts are made

    private void row(String name, IntFunction<Operation> input) {
        if (rows.put(name, input) != null) {
            throw new IllegalStateException("two rows are called " + name);
        }
    }

    private void script(String name, IntFunction<String> text) {
        row(name, n -> Operation.Exec.shell(text.apply(n), Optional.of("/work/shop")));
    }

    /** The text over and over. */
    private void repeated(String text) {
        around("", text, "");
    }

    private void around(String before, String text, String after) {
        script(
                shown(before) + " (" + shown(text) + ")* " + shown(after),
                n -> before + fill(text, n - before.length() - after.length()) + after);
    }

    /** Opened as often as it fits, with something innermost, and closed again. */
    private void nested(String open, String inner, String close) {
        script(
                "nested " + shown(open) + " " + shown(close),
                n -> {
                    int times = (n - inner.length()) / (open.length() + close.length());
                    return open.repeat(times) + inner + close.repeat(times);
                });
        script("only opened " + shown(open), n -> fill(open, n));
    }

    private void argv(String name, IntFunction<List<String>> words) {
        row(name, n -> Operation.Exec.of(words.apply(n)));
    }

    private static String shown(String text) {
        String line = text.replace("\n", "\\n").replace("\t", "\\t").replace("\0", "\\0");
        return line.length() > 48 ? line.substring(0, 48) + "…" : line;
    }

    static String fill(String text, int length) {
        StringBuilder s = new StringBuilder(length + text.length());
        boolean counts = text.indexOf('%') >= 0;
        for (int i = 0; ; i++) {
            String next = counts ? text.replace("%", Integer.toString(i)) : text;
            if (s.length() + next.length() > length) {
                return s.toString();
            }
            s.append(next);
        }
    }

    /** As {@link #fill}, with names in place of the number all of which have one hash. */
    private static String colliding(String text, int length) {
        StringBuilder s = new StringBuilder(length);
        for (int i = 0; ; i++) {
            StringBuilder name = new StringBuilder("v");
            for (int bit = 0; bit < 17; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            String next = text.replace("%", name);
            if (s.length() + next.length() > length) {
                return s.toString();
            }
            s.append(next);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    // the rows

    private void nesting() {
        nested("$(", "a", ")");
        nested("$((", "1", "))");
        nested("((", "1", "))");
        nested("(", "a", ")");
        nested("( (", "a", "))");
        nested("{ ", "a;", "}; ");
        nested("\"$(", "a", ")\"");
        nested("[[ ( ", "a", " ) ]]");
        around("[[ ", "! ", "a ]]");
        around("[[ ", "( ", "a");
        nested("case a in a) ", "b", ";; esac ");
        nested("if a; then ", "b", "; fi ");
        nested("if ", "b", "; then c; fi ");
        nested("while a; do ", "b", "; done ");
        nested("for i in a b; do ", "b", "; done ");
        nested("for ((;;)); do ", "b", "; done ");
        nested("f() { ", "b", "; } ");
        nested("function f { ", "b", "; } ");
        nested("${x:-", "b", "}");
        nested("\"${x:-", "b", "}\"");
        nested("${x/", "b", "/c}");
        nested("<(", "a", ")");
        nested("cat <(", "a", ")");
        nested("a[$(", "a", ")]=1");
        nested("a[", "a", "]");
        nested("$[", "1", "]");
        nested("x=(", "1", ")");
        nested("@(", "a", ")");
        nested("{a,", "b", "}");
        nested("{a,b{", "c", "}}");
        repeated("! ");
        repeated("time ");
        repeated("coproc ");
        repeated("eval ");
        repeated("command ");
        repeated("builtin ");
        repeated("exec ");
        repeated("sudo ");
        repeated("nohup ");
        repeated("env ");
        repeated("sh -c ");
        repeated("xargs ");
        script(
                "backquotes in backquotes",
                n -> {
                    String text = "a";
                    while (text.length() * 2 + 2 < n) {
                        text = "`" + text.replace("\\", "\\\\").replace("`", "\\`") + "`";
                    }
                    return text;
                });
        script(
                "sh -c in sh -c",
                n -> {
                    String text = "a";
                    while (text.length() * 2 + 10 < n) {
                        text = "sh -c \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
                    }
                    return text;
                });
        script("eval in eval", n -> "eval eval eval eval " + fill("\\\\\\\\a ", n));
    }

    private void simpleCommands() {
        for (String each :
                List.of(
                        "a ", "a % ", "a; ", "a\n", "a%\n", "rm a%; ", "a & ", "a | ", "a |& ", "a && ", "a || ",
                        "a || cd b%; ", "cd a%; ", "cd a || b; ", "cd ..; ", "pushd a; ", "a > f%\n", "a=1 ", "a%=1 ", "a=1; ",
                        "> f ", "> f% ", "< f ", ">> f% ", "2>&1 ", "3>&1 ", "%>&1 ", "{x}>f ", "<<< x ", "&> f ", "'a' ", "\"a\" ", "\\a ", "$'a' ", "$'\\x41'",
                        "$\"a\"", "''", "\"\"", "\\\n", "# c\n", "#", " ", "\t", "\n", ";", "\r\n", "\0", "\ufdd0", "\u00e9 ", "-a ", "--a ", "--a% ", "--a%=b ", "-abcdefgh ", "/a/b/c% ", "../", "~ ",
                        "~a% ", "~:", "x=~:~:", "* ", "?", "[a]", "[", "]", "*", "+(a)", "@(a|b)", "!", "=", "%", "a=", "a[1]=2 ", "a[b]", "a[b", "()", ")", "}", "]]", "time a; ", "then ", "]] ", "a() ", "- "))
            {
            repeated(each);
        }
        around("rm ", "a% ", "");
        around("rm -rf ", "/srv/data%/x ", "");
        around("cp ", "a% ", "/tmp/b");
        around("rm ", "../", "");
        around("rm ", "/a", "");
        around("rm ", "a/../", "");
        around("ls ", "* ", "");
        around("rm ", "*", "");
        around("echo ", "a", "");
        around("", "a", " b c");
        around("cat > ", "a", "");
        around("alias x='y ' y='x '; ", "x ", "");
        around("alias x=y\n", "x\n", "");
        around("", "alias a%=b\n", "");
        around("alias a='b b b b b b b b b b b b b b b b'\n", "a;", "\n");
        around("shopt -s expand_aliases\nalias a='a a '\n", "a\n", "");
        around("export A=1\n", "B%=2 a\n", "");
        around("", "export A%=1\n", "");
        around("", "export A%=1; a\n", "");
        around("", "declare a%=1\n", "");
        around("declare ", "a%=1 ", "");
        around("", "readonly a%=1; ", "");
        around("unset ", "a% ", "");
        around("set -- ", "a ", "; shift");
        around("", "set -- \"$@\" a;", "");
        around("", "set -x; set +x;", "");
        around("", "trap 'rm x' EXIT; ", "");
        around("", "trap a DEBUG; ", "");
        around("trap 'echo a' DEBUG; ", "b; ", "");
        around("trap 'rm x; rm y; rm z' ERR; ", "false; ", "");
        around("f() { a; b; c; }; ", "f; ", "");
        around("f() { g; g; }; g() { h; h; }; h() { i; i; }; i() { ", "a; ", "}; f");
        around("", "f%() { a; }\n", "");
        around("", "f() { f; }; f\n", "");
        around("f() { f \"$@\" a; }; f ", "b ", "");
        around("", "f%() { f%; }; f%;", "");
        around("command_not_found_handle() { a; }; ", "b%; ", "");
        around("exec 3> f; ", "a >&3; ", "");
        around("hash -p /bin/rm x; ", "x; ", "");
        around("PS4='$(rm x)'; set -x; ", "a; ", "");
    }

    private void expansions() {
        for (String each :
                List.of(
                        "$a", "$a ", "${a} ", "${#a} ", "${a:-b} ", "${a/x/y} ", "${a:1:2} ", "${!a} ", "${a[1]} ", "${a[@]} ", "$@ ", "$* ", "$1 ", "$# ", "$? ", "$$ ", "\"$a\"", "\"$@\" ", "`a`", "`", "`a` ", "$(a)", "$(a) ", "$(a;", "$( ", "<(a) ", ">(a) ", "$(<f) ", "$", "${", "${a", "$[", "$((", "$'", "$\"", "$(( 1 ", "{a,b}", "{a,b} ", "{a,b,c", "{", "{,", "{1..9} ", "{1..9}", "{1..999999} ", "{1..99999999999}", "{a..z}", "{1..2..", "$\\\n", "$a\\\n")) {
            repeated(each);
        }
        around("echo {", "a,", "b}");
        around("echo {", "a,", "b}{c,d}{e,f}{g,h}");
        around("echo {", "{a,b},", "b}");
        around("echo ", "{a,", "b");
        around("x=", "a ", "; echo $x $x $x $x");
        around("x='", "a ", "'; for i in $x; do rm $i; done");
        around("x='", "* ", "'; echo $x");
        around("x='", "a ", "'; rm $x");
        around("x='", "a", "'; echo ${x//a/bbbbbbbb}");
        around("x='", "a", "'; echo ${x//*a*a*a*a*a*b/c}");
        around("x='", "a", "'; echo ${x##*b} ${x%%b*} ${x#*a*a*a*b} ${x%*a*a*b}");
        around("x='", "a", "'; echo ${x/#*(a|aa|aaa)b/} ");
        around("shopt -s extglob; x='", "a", "'; echo ${x##+(a|b|aa)b} ${x//+(+(a))b/c}");
        around("x='", "a", "'; case $x in *a*a*a*a*a*a*b) b;; +(+(+(a)))b) c;; esac");
        around("x='", "a", "'; [[ $x == *a*a*a*a*a*b ]] && b");
        around("x='", "a", "'; [[ $x =~ ^(a+)+$ ]] && b");
        around("case x in ", "a|", "x) b;; esac");
        around("case x in ", "a%) b;; ", "esac");
        around("case $x in ", "a%) b%;; ", "esac");
        around("case $x in ", "a) y=$y%;; ", "esac");
        around("case $x in ", "a) b;;& ", "esac");
        around("case $x in ", "a) b;& ", "esac");
        around("case x in ", "*", "y) b;; esac");
        around("x='", "a", "'; y=${x^^}; z=${y,,}; w=${x@Q}; v=${x:5}; echo $y$z$w$v");
        around("x='", "\\n", "'; echo -e \"$x\"; printf \"$x\"");
        around("IFS=,; x='", "a,", "'; rm $x");
        around("IFS='", "ab", "'; x=aabbccdd; for i in 1 2 3 4 5 6 7 8; do rm $x$x$x; done");
    }

    private void arithmetic() {
        around("echo $((", "1+", "1))");
        around("echo $((", "(", "1");
        nested("echo $(((", "1", ")))");
        around("((", "x=x+1,", "1))");
        around("((", "1?", "2");
        around("((", "-", "1))");
        around("((", "!", "1))");
        around("((", "2**", "2))");
        around("((", "x=", "1))");
        around("((", "a[", "1");
        around("((", "x++ + ", "1))");
        around("((", "1?2:", "3))");
        around("((", "1&&", "1))");
        around("((", "1 ", "))");
        around("((", "1", "))");
        around("((", "x", "))");
        around("x='", "1+", "1'; echo $((x)) $((x+x)) $((x*x))");
        script(
                "variables that name each other in arithmetic",
                n -> fill("x%=1;", 0) + chain(n) + "echo $((x0))");
        around("x='x+x'; ", "((x));", "");
        around("x='y+y'; y='z+z'; z='w+w'; w='v+v'; v=1; ", "((x));", "");
        around("", "let x=x+1;", "");
        around("let ", "x+=1 ", "");
        around("", "((x++));", "");
        around("", "$((1)) ", "");
        around("", "$((x%)) ", "");
        around("for ((i=0; i<1000000; i++)); do ", "((x+=i)); ", "done");
    }

    private static String chain(int n) {
        StringBuilder s = new StringBuilder(n);
        for (int i = 0; s.length() < n - 40; i++) {
            s.append('x').append(i).append("='x").append(i + 1).append("+x").append(i + 1).append("'\n");
        }
        return s.toString();
    }

    private void variables() {
        around("x=a; ", "x=$x$x; ", "echo $x");
        around("x=a\n", "x=\"$x$x\"\n", "eval $x");
        around("x=a; ", "x+=$x; ", "echo $x");
        around("x=a; ", "x+=a; ", "echo $x");
        around("x=a; ", "x=$x.; ", "echo $x");
        around("x=a; ", "x=$x.; echo $x; ", "");
        around("x=a; ", "y%=$x$x; ", "");
        around("x=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; ", "$x$x$x$x ", "");
        around("x='", "a", "'; b $x$x$x$x$x$x$x$x");
        around("x='", "a", "'; export x; a; b; c; d; e; f; g; h; i; j; k; l; m");
        around("export x='", "a", "'; a; b; c; d; e; f; sh -c 'a; b; c'; g; h; i; j; k; l; m");
        around("a=(", "1 ", "); echo ${a[@]} ${#a[@]} ${a[*]}");
        around("a=(", "[%]=1 ", "); echo ${a[@]}");
        around("", "a+=(1);", "echo ${a[@]}");
        around("", "a[%]=1;", "echo ${a[@]}");
        around("", "a[$((x++))]=1;", "");
        around("declare -A m; ", "m[k%]=1;", "echo ${!m[@]}");
        around("a=(", "1 ", "); for i in ${a[@]}; do b=(${a[@]}); done");
        around("", "x%=1;", "echo ${!x*}");
        around("", "read x <<< a; ", "");
        around("", "printf -v x% a;", "");
        around("", "x=$(echo $x a);", "");
        around("", "x=$(echo a);", "");
        around("", "x=`echo a`;", "");
        around("", "local x=1;", "");
        around("OPTIND=1; ", "getopts ab x -a;", "");
        around("mapfile a <<< '", "x\\n", "'");
    }

    private void controlFlow() {
        around("if a; then f() { [[ ", "b && ", "c ]]; }; else f() { [[ d ]]; }; fi; f");
        around("a && f() { [[ b ]]; }; ", "a && f() { [[ b ]]; }; ", "f");
        around("x=$(", "nohup ", "echo a)");
        around("x='", "a; ", "'; " + "sh -c \"$x\"; ".repeat(40));
        around("x='", "a=1;", "'; " + "python3 -c \"$x\"; ".repeat(40));
        around("x='y=\"", "rm a; ", "\"; " + "sh -c \"$y\"; ".repeat(30) + "'; " + "sh -c \"$x\"; ".repeat(30));
        around("x='", "select 1;", "'; " + "psql -c \"$x\"; ".repeat(40));
        around("x='", "[1,", "'; " + "curl https://a.example/ -d \"$x\"; ".repeat(40));
        around("for i in 1 2 3 4 5 6 7 8 9; do for j in 1 2 3 4 5 6 7 8 9; do sh -c '", "rm a; ", "'; done; done");
        for (String each :
                List.of(
                        "if a; then b; fi; ", "if a; then x=$x.; fi; ", "if a; then x%=1; fi\n", "if a; then cd b%; fi\n", "if a; then x=1; else x=2; fi; ", "if [ -f a ]; then b; fi; ", "[ a = b ]; ", "[[ a ]]; ", "[[ a == b ]]; ", "[[ $a == b* ]]; ", "[[ a =~ b ]]; ", "test a; ", "case $a in b) c;; *) d;; esac; ", "case $a in b) x=1;; *) x=2;; esac; ", "while a; do b; done; ", "while a; do x=$x.; done; ", "until a; do b; done\n", "for i in a; do b; done; ", "for i in 1 2 3; do x=$x$i; done; ", "for i in $x; do b; done; ", "for i in *; do y=$i; done; ", "for i; do a; done; ", "select i in a b; do c; done; ", "for ((i=0;i<9;i++)); do a; done; ", "(a); ", "(x=1); ", "{ a; }; ", "{ a; } > f; ", "(a) & ", "f() { a; }; f; ", "return; ", "break; ", "exit; ", "a && exit; ", "a || exit\n", "a && x=$x.; ", "a || b && c || d; ", "a && f() { b; }; ", "a && trap 'b%' EXIT; ", "a && alias b%=c; ", "coproc a; ", "coproc x% { a; }; ", "eval a; ", "eval 'a; b'; ", "eval \"$x\"; ", "eval x%=1; ", ". f; ", "source ./f%; ", "sh -c a; ", "bash -c 'a; b'; ", "sh f%; ", "echo a | sh; ", "$a; ", "\"$a\"; ", "$(a); ", "`a`; ", "set -e; false; ", "wait; "))
            {
            repeated(each);
        }
        around("if a; then b; ", "elif c; then d; ", "fi");
        around("if a; then x=1; ", "elif c; then x=%; ", "fi");
        around("while true; do ", "a; ", "done");
        around("while true; do x=$x$x; ", "a; ", "done");
        around("while true; do x=$x$x; while true; do y=$y$x; while true; do z=$z$y; ", "a; ", "done; done; done");
        around("for i in 1 2 3 4 5 6 7 8 9; do for j in 1 2 3 4 5 6 7 8 9; do for k in 1 2 3 4 5 6 7 8 9; do for l in 1 2 3 4 5 6 7 8 9; do ", "a $i $j $k $l; ", "done; done; done; done");
        around("for i in ", "a ", "; do b $i; done");
        around("for i in ", "a% ", "; do b $i; done");
        around("for i in ", "a% ", "; do x=$x$i; done; rm $x");
        around("for i in ", "a% ", "; do export x$i=1; done");
        around("for i in ", "a% ", "; do rm x & done");
        around("for i in {1..1000000}; do ", "a; ", "done");
        around("for i in $(seq 1000000); do ", "a; ", "done");
        around("x=", "a", "; while [ -n \"$x\" ]; do x=${x#a}; done");
        around("x=", "a", "; while [ -n \"$x\" ]; do x=${x%?}; rm $x; done");
        around("[[ ", "a && ", "b ]]");
        around("[[ ", "a || ", "b ]]");
        around("[[ a =~ ", "(a|b)*", " ]]");
        around("[ ", "a -a ", "b ]");
        around("[ ", "! ", "b ]");
        around("[ ", "\\( ", "b ]");
        around("x() { ", "a; ", "}; x | x | x | x | x");
        around("a ", "| cat ", "| sh");
        around("x=1 ", "| y=% ", "");
        around("set -e; ", "a && b; ", "");
    }

    private void documents() {
        around("cat <<E\n", "line %\n", "E\n");
        around("cat <<'E'\n", "line %\n", "E\n");
        around("cat <<-E\n", "\tline %\n", "E\n");
        around("cat <<E\n", "$x\n", "E\n");
        around("cat <<E\n", "$(a)\n", "E\n");
        around("cat <<E\n", "\\\n", "E\n");
        around("cat <<E\n", "a\\\n", "E\n");
        around("cat <<E\n", "$((1+1)) `a` \\$\n", "E\n");
        around("cat <<E\n", "\n", "");
        around("sh <<'E'\n", "rm a%\n", "E\n");
        around("psql <<'E'\n", "select %;\n", "E\n");
        around("python3 <<'E'\n", "x = %\n", "E\n");
        repeated("cat <<E\na\nE\n");
        repeated("cat <<E%\na\nE%\n");
        repeated("cat > f% <<E\na\nE\n");
        repeated("cat <<E;");
        repeated("<<E ");
        repeated("cat <<E\n");
        repeated("cat <<E\n$(cat <<F\n");
        repeated("$(cat <<E\n)");
        around("cat ", "<<E% ", "\n");
        around("cat > f <<E\n", "line %\n", "E\nsh f; . f; cat f | sh; bash f; sh < f");
        repeated("echo 'rm x' > f; sh f; ");
        repeated("echo x >> f; ");
        repeated("echo x >> f; cat f; ");
        repeated("echo x > f%; ");
        repeated("cat f%; ");
        repeated("tee f <<< a; ");
    }

    private void unclosed() {
        for (String before : List.of("'", "\"", "`", "$(", "$((", "((", "${x", "${x:-", "$'", "$\"", "$[", "<(", "a[", "[[ ", "case x in ", "{ ", "( ", "if ", "for i in ", "cat <<E\n", "x=(", "f() {", "\"$(", "\"`", "\"${x:-")) {
            around("a; " + before, "b ", "");
            around("a; " + before, "b; ", "");
        }
        repeated("$((a) ");
        repeated("((a) ");
        repeated("(( ");
        repeated("$((a;");
        repeated("((a;");
        repeated("((a) | b);");
        repeated("$((a) ; b) ");
        repeated("a[`");
        repeated("x['");
        repeated("x[\"");
        repeated("x[$(");
        repeated("`$((");
        repeated("\"`");
        repeated("${x[");
        repeated("{a");
        repeated("${x:-'");
        repeated("$(case a in b) ");
    }

    private void filters() {
        for (String filter :
                List.of("cat", "tr a b", "tr -d b", "rev", "sed s/a/b/", "sed s/a*b/c/g", "sed -n p", "base64", "base64 -d", "xxd -r -p", "head -c 100", "tail -n 1", "sort", "uniq", "cut -c1-3", "wc", "grep a", "awk '{print}'", "od", "fold", "nl", "tac", "gzip -d", "openssl enc -d -base64", "perl -pe s/a/b/", "python3 -c 'import sys'", "sh", "tee f", "xargs rm", "xargs -n1 rm", "xargs -I{} rm {}", "parallel rm", "while read x; do rm $x; done", "while read -n1 x; do rm $x; done", "read x", "mapfile x", "psql", "jq .", "cut -d, -f1", "paste", "column", "expand", "shuf", "strings")) {
            around("echo '", "a b ", "' | " + filter);
            around("printf '", "ab\\n", "' | " + filter + " | sh");
        }
        script("base64 of a script", n -> "echo " + base64(fill("rm a%\n", n * 3 / 4 - 40)) + " | base64 -d | sh");
        script("base64 of base64", n -> "echo " + base64(base64(fill("rm a%\n", n * 9 / 16 - 60))) + " | base64 -d | base64 -d | sh");
        around("echo '", "a", "' | tr a b | tr b c | tr c d | rev | rev | rev | sed s/d/e/g | sed s/e/f/g | base64 | base64 -d | sh");
        around("echo ", "61", " | xxd -r -p | sh");
        around("printf '", "%s", "' a");
        around("printf '%s' ", "a ", "");
        around("printf '", "\\x41", "'");
        around("printf '%1000000d%1000000d%1000000d' ", "1 ", "");
        around("seq 1000000 | ", "tac | ", "sh");
        around("yes | head -n 1000000 | ", "cat | ", "sh");
        around("echo a ", "| tr a b ", "| sh");
        around("echo a ", "| sed s/a/b/ ", "| sh");
        around("x=$(printf '%0100000d' 1); ", "echo $x; ", "");
        around("x=$(printf '%0100000d' 1); ", "y=$x; ", "");
        around("echo a | sed '", "s/a/aa/;", "'");
        around("echo a | sed '", "s/a/aa/g;", "'");
        around("echo a | sed '", "y/ab/cd/;", "'");
        around("echo 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' | sed -E 's/(a+)+$/", "x", "/'");
        around("echo '", "a", "' | sed -E 's/(a*)*b/c/g'");
        around("echo '", "a", "' | sed -E 's/(a|aa|a*)*$/c/g'");
        around("echo '", "a", "' | grep -E '(a+)+b' | sh");
        around("echo a | tr '", "ab", "' x");
        around("echo a | awk '", "{print}", "'");
        around("echo -e '", "\\\\", "' | sh");
        around("rev <<< '", "a ", "' | sh");
    }

    private void programs() {
        for (String each : List.of("env %=1 ", "export %=1; ", "%=1 ", "x %=1; ", "rm %; ", "git -c %.b=c ")) {
            script("names of one hash: " + each, n -> colliding(each, n));
        }
        script("header names of one hash", n -> "curl https://a.example/ " + colliding("-H '%: b' ", n - 30));
        script("query names of one hash", n -> "curl 'https://a.example/?" + colliding("%=b&", n - 30) + "'");
        script("JSON names of one hash", n -> "curl https://a.example/ -d '{" + colliding("\"%\":1,", n - 50) + "\"x\":1}'");
        script("GraphQL names of one hash", n -> "curl https://a.example/ -d '{\"query\":\"mutation { a(" + colliding("%:1 ", n - 80) + ") { b } }\"}'");
        script("env with names of one hash", n -> "env " + colliding("%=1 ", n - 30) + "a");
        around("curl https://a.example/ ", "-u a%:b ", "");
        around("curl https://a.example/ ", "-H 'Authorization: Bearer t%' ", "");
        around("rm ", "a ", "b");
        around("git ", "-c a.b%=c ", "status");
        around("git ", "-c alias.x%='!rm y' ", "x1");
        around("git config alias.x '!", "rm a; ", "'; git x");
        around("git log ", "--a% ", "");
        around("git add ", "a% ", "");
        around("curl ", "https://a%.example/ ", "");
        around("curl https://a.example/ ", "-H 'a%: b' ", "");
        around("curl https://a.example/ ", "-d a%=b ", "");
        around("curl https://a.example/", "a/", "");
        around("curl https://a.example/", "../", "");
        around("curl https://a.example/", "%%41", "");
        around("curl 'https://a.example/?", "a%=b&", "'");
        around("curl 'https://a.example/?", "&", "'");
        around("curl https://", "a.", "example/");
        around("curl https://", "a@", "example/");
        around("curl https://a.example/ -d '", "[", "'");
        around("curl https://a.example/ -d '{", "\"a%\":1,", "\"b\":2}'");
        around("curl https://a.example/ -d '{\"query\":\"mutation {", "a ", "}\"}'");
        around("curl https://a.example/ -d '{\"query\":\"{", "a{", "}\"}'");
        around("curl https://a.example/{", "a,", "b}");
        around("curl https://a.example/[1-1000000]/", "a", "");
        around("wget ", "https://a%.example/ ", "");
        around("http POST a.example ", "a%=b ", "");
        around("find . ", "-name a% ", "");
        around("find . ", "-exec rm {} \\; ", "");
        around("find . ", "\\( -name a -o ", "-delete");
        around("find ", "a% ", "-delete");
        around("env ", "A%=b ", "c");
        around("env ", "-u A% ", "c");
        around("sudo ", "A%=b ", "c");
        around("xargs ", "-I{} ", "rm");
        around("xargs rm ", "a% ", "");
        around("docker run ", "-e A%=b ", "x rm y");
        around("docker run ", "-v a%:/b ", "x");
        around("kubectl delete pod ", "a% ", "");
        around("ssh h ", "rm a%; ", "");
        around("ssh h '", "rm a%; ", "'");
        around("parallel rm ::: ", "a% ", "");
        around("parallel ", "::: a b ", "");
        around("make ", "a%=b ", "");
        around("npm run ", "a% ", "");
        around("tar cf x.tar ", "a% ", "");
        around("rsync ", "a%/ ", "b/");
        around("aws s3 rm ", "s3://a/% ", "");
        around("terraform apply ", "-var a%=b ", "");
        around("psql -c '", "select %; ", "'");
        around("psql ", "-c 'drop table x%' ", "");
        around("psql -c '", "(", "'");
        around("psql -c 'select ", "1+", "1'");
        around("psql -c 'delete from a where ", "x=% and ", "y=1'");
        around("mysql -e '", "select %; ", "'");
        around("sqlite3 x.db '", "select ", "'");
        around("sqlite3 x.db '", "/*", "'");
        around("sqlcmd -Q '", "exec a ", "'");
        around("redis-cli ", "del a% ", "");
        around("mongosh --eval '", "db.a.drop();", "'");
        around("dd ", "if=a% ", "of=b");
        around("chmod 777 ", "a% ", "");
        around("crontab -l | ", "cat | ", "crontab -");
        around("unknownprogram ", "a% ", "");
        around("unknownprogram ", "--a% ", "");
        around("unknownprogram exec ", "rm ", "");
        around("unknown-program ", "delete-", "");
        around("gh api ", "-f a%=b ", "repos");
        around("ansible all -a '", "rm a%; ", "'");
        around("tmux new -d '", "rm a%; ", "'");
        around("vim ", "-c ':!rm a%' ", "");
        around("timeout 1 ", "timeout 1 ", "rm x");
        around("awk '", "{print $1}", "'");
        around("awk '", "{system(\"rm a\")}", "'");
        around("awk '", "(", "'");
        around("awk '", "/", "'");
        around("awk '", "\"", "'");
        around("awk '", "a=a b;", "'");
        around("sed -i '", "s/a/b/;", "' f");
        around("sed '", "s/a/b/e;", "' f");
        around("sed '", "{", "' f");
        around("sed '", "w f%\n", "' f");
        around("sed -e '", "a\\\nb\n", "' f");
        around("sed 's", "/a", "' f");
        around("sed ", "-e s/a/b/ ", "f");
        around("jq '", "(", "'");
        around("bash ", "-o a ", "x.sh");
        around("bash -c '", "a; ", "'");
        around("BASH_ENV=x PROMPT_COMMAND='", "a; ", "' bash");
        around("LD_PRELOAD=", "/usr/lib:", " ls");
        around("PATH=", "/tmp:", " ls");
        around("PAGER='", "rm a%; ", "' man x");
        argv("argv of many words", n -> List.of(("rm\n" + fill("a%\n", n - 3)).split("\n")));
        argv("argv with one long word", n -> List.of("rm", "-rf", fill("/a", n)));
    }

    private void code() {
        for (String language : List.of("python3 -c", "node -e", "perl -e", "ruby -e", "php -r")) {
            for (String each : List.of("a ", "(", "[", "{", "a(", "f(\"x\");", "os.system(\"rm a%\");", "\"", "'''", "`", "#", "/", "//", "/*", "${", "`${", "a.b.", "a=b+", "\\", "x%=1;", "eval(", "eval(\"", "\n", "exec(\"a\"+", "require(\"child_process\").exec(\"rm a%\");", "open(\"a%\",\"w\");", "\"a\"+", "\"a\",", "<<E\n", "%%w(", "q(", "qx{", "=begin\n", "a=\"b\";c=a+a;", "import os;", "DELETE FROM x ", "\"drop table x%\";")) {
                argv(language + " (" + shown(each) + ")*", n -> {
                    List<String> words = new ArrayList<>(List.of(language.split(" ")));
                    words.add(fill(each, n));
                    return words;
                });
            }
        }
    }

    private void otherShells() {
        for (String shell : List.of("cmd /c", "powershell -Command", "powershell -EncodedCommand", "fish -c", "zsh -c", "dash -c", "busybox sh -c")) {
            for (String each : List.of("a ", "a & ", "del a% & ", "del /q a%; ", "\"", "'", "^", "(", "@(", "$(", "{", "%%a%% ", "!a! ", "`", "| a ", "> f ", "iex a; ", "$a=%; ", "if a (", "for %%i in (a) do ", "& { ", "a", "[a]::b(", "<#", "@\"\n", "cmd /c ", "powershell -c ", "&&")) {
                argv(shell + " (" + shown(each) + ")*", n -> {
                    List<String> words = new ArrayList<>(List.of(shell.split(" ")));
                    words.add(fill(each, n));
                    return words;
                });
            }
        }
        argv("powershell -EncodedCommand of a script", n -> List.of("powershell", "-EncodedCommand",
                Base64.getEncoder().encodeToString(fill("del a%; ", n * 3 / 8 - 8).getBytes(StandardCharsets.UTF_16LE))));
    }
}
