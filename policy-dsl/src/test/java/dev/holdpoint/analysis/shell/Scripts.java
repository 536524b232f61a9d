package dev.holdpoint.analysis.shell;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates scripts in which every condition is constant, so that bash has one way through. */
final class Scripts {

    private Scripts() {}

    static Arbitrary<String> scripts() {
        return statements(3).list().ofMinSize(1).ofMaxSize(5).map(l -> String.join("\n", l));
    }

    private static Arbitrary<String> name() {
        return Arbitraries.of("a", "b", "c");
    }

    private static Arbitrary<String> text() {
        return Arbitraries.of("x", "yz", "r m", "", "a", "1", "x:y", "-f", "b  c", "äö", "3", "X");
    }

    private static Arbitrary<String> plain() {
        return Arbitraries.of("x", "yz", "1", "a", "x:y", "-f", "m", "B", "=", "%", "q,r", "4");
    }

    private static Arbitrary<String> pattern() {
        return Arbitraries.of(
                "x", "*", "?", "y*", "*y", "[a-m]", "[!x]", "x*", "'*'", "\\*", "[[:alpha:]]*");
    }

    private static Arbitrary<String> parameter() {
        Arbitrary<String> operator =
                Arbitraries.of(
                        "",
                        ":-d",
                        "-e",
                        ":+f",
                        "+g",
                        "#x",
                        "##*y",
                        "%z",
                        "%%[a-z]*",
                        "/x/W",
                        "//[a-y]/v",
                        "/#x/1",
                        "/%z/2",
                        ":1",
                        ":0:2",
                        ": -1",
                        "^",
                        "^^",
                        ",,",
                        "@Q",
                        ":-'q u'",
                        ":-\"$b\"",
                        ":=n");
        return Combinators.combine(name(), operator).as((n, o) -> "${" + n + o + "}");
    }

    private static Arbitrary<String> expansion(int depth) {
        Arbitrary<String> simple =
                Arbitraries.oneOf(
                        name().map(n -> "$" + n),
                        parameter(),
                        Arbitraries.of(
                                "$1",
                                "$2",
                                "$#",
                                "${#a}",
                                "${arr[0]}",
                                "${arr[1]}",
                                "${#arr[@]}",
                                "${arr[-1]}",
                                "$((1+2))",
                                "$((n*2))",
                                "$((n>2?n:7))",
                                "$((n++))",
                                "${!ref}",
                                "${2:-two}",
                                "${arr[n]}",
                                "${#1}",
                                "${a@U}",
                                "${b@u}",
                                "${a@L}",
                                "${c@E}",
                                "${m[k]}",
                                "${m[$a]-none}",
                                "${#m[@]}",
                                "${arr[0]:1:2}",
                                "${arr[0]/x/W}",
                                "${a:n}",
                                "${b:0:n-2}",
                                "${b: -2:1}",
                                "$((n<<1))",
                                "$(( (n+1)*2 ))",
                                "$((n%2?7:n))",
                                "$((0x1f+2#101+017))",
                                "$((q=n*3,q-1))",
                                "$((-n**2))",
                                "$((n==3&&n!=2||0))",
                                "$((~n^5|8&12))",
                                "$[n+1]"));
        if (depth == 0) {
            return simple;
        }
        Arbitrary<String> inner = word(depth - 1);
        return Arbitraries.oneOf(
                simple,
                inner.map(w -> "$(echo " + w + ")"),
                inner.map(w -> "$(printf '%s-' " + w + ")"),
                Arbitraries.of(
                        "`echo bq`",
                        "$(echo x y | tr x z)",
                        "$(echo 'a b')",
                        "$(tr a-z A-Z <<< \"$a\")",
                        "$(rev <<< \"$b\")",
                        "$(sed s/x/yy/ <<< \"$a\")",
                        "$(cut -c2- <<< xyz)",
                        "$(printf '%03d,%x' $n 255)",
                        "$(printf '%b' 'a\\tb')",
                        "$(printf '%s\\n' q p | sort)",
                        "$(printf '%s\\n' q p | tail -n1)",
                        "$(cat <(echo fd) - <<< in)",
                        "$(case x in x) echo case;; esac)",
                        "$(f() { echo inner; }; f)",
                        "$(echo cGVu | base64 -d)",
                        "$(read -r v <<< 'x y'; echo \"$v\")",
                        "$(set -- p q; echo $2)"));
    }

    private static Arbitrary<String> piece(int depth) {
        Arbitrary<String> within =
                Arbitraries.oneOf(
                                text(),
                                expansion(depth),
                                Arbitraries.of("'", "\\$", "\\\"", "\\\\", "\\q", "{p,q}"))
                        .list()
                        .ofMaxSize(3)
                        .map(l -> "\"" + String.join("", l) + "\"");
        return Arbitraries.oneOf(
                plain(),
                text().map(t -> "'" + t + "'"),
                within,
                expansion(depth),
                Arbitraries.of(
                        "\\x",
                        "\\ ",
                        "\\'",
                        "$'\\x41\\n'",
                        "$'\\101'",
                        "{x,y}",
                        "{1..3}",
                        "{a,'b c'}",
                        "{,z}",
                        "\"$@\"",
                        "$@",
                        "$*",
                        "\"$*\"",
                        "\"${arr[@]}\"",
                        "${arr[*]}",
                        "''",
                        "\"${@:1:1}\"",
                        "w\\\ny",
                        "{q}",
                        "\"\"",
                        "${a}{1,2}",
                        "\"${!arr[@]}\"",
                        "\"${arr[@]:1}\"",
                        "\"${arr[@]#x}\"",
                        "\"${arr[@]/x/y}\"",
                        "\"${arr[@]^}\"",
                        "\"${@:2}\"",
                        "\"${*:1:1}\"",
                        "\"${@%e}\"",
                        "{3..1}",
                        "{a..e..2}",
                        "{01..03}",
                        "$\"loc $a\"",
                        "$'q\\'r'",
                        "a$'\\u00e9'b"));
    }

    private static Arbitrary<String> word(int depth) {
        return piece(depth).list().ofMinSize(1).ofMaxSize(3).map(l -> String.join("", l));
    }

    private static Arbitrary<String> words(int depth) {
        return word(depth).list().ofMaxSize(4).map(l -> String.join(" ", l));
    }

    private static Arbitrary<String> value() {
        return Arbitraries.oneOf(
                text().map(t -> "'" + t + "'"),
                word(1).filter(
                                w ->
                                        w.indexOf('{') < 0
                                                && w.indexOf('@') < 0
                                                && w.indexOf('*') < 0
                                                && w.indexOf('\\') < 0),
                Arbitraries.of("x", "1"));
    }

    private static Arbitrary<String> statements(int depth) {
        Arbitrary<String> call = words(2).map(w -> "p " + w);
        Arbitrary<String> simple =
                Arbitraries.oneOf(
                        call,
                        call,
                        Combinators.combine(name(), value()).as((n, v) -> n + "=" + v),
                        Combinators.combine(name(), value()).as((n, v) -> n + "+=" + v),
                        words(1).filter(Scripts::staysSmall).map(w -> "set -- " + w),
                        words(1).filter(Scripts::staysSmall).map(w -> "arr=(" + w + ")"),
                        words(1).filter(w -> !w.contains("arr")).map(w -> "arr+=(" + w + ")"),
                        Arbitraries.of(
                                "IFS=:",
                                "IFS=' '",
                                "unset IFS",
                                "IFS=x",
                                "IFS=",
                                "n=$((n+1))",
                                "((n+=2))",
                                "let n=n-1",
                                "unset a",
                                "shift",
                                "ref=b",
                                "ref='arr[0]'",
                                "local q 2>/dev/null",
                                "true",
                                "false",
                                "arr[3]=z",
                                "unset 'arr[0]'",
                                "export b",
                                "m[k]=w",
                                "m[$a]+=s",
                                "m+=([z]=1)",
                                "unset 'm[k]'",
                                "declare -i j; j=n+2; p $j",
                                "declare -u u; u=\"$b\"; p \"$u\"",
                                "declare -n r=a; r=zz; unset -n r",
                                "shift 2 2>/dev/null",
                                "set -- \"${@:2}\"",
                                "mapfile -t arr <<< $'x\\ny z'",
                                "read -ra arr <<< 'i j k'",
                                "IFS=, read -r a b <<< 'u,v,w'",
                                "while read -r l; do p \"$l\"; done <<< $'l1\\nl 2'",
                                "while read -r k l; do p $k; [ \"$k\" = s ] && break; done <<E\nr 1\ns 2\nt 3\nE",
                                "exec 3<<< 'three 3'; read -r c <&3; exec 3<&-",
                                ". /dev/stdin <<< 'p sourced $a'",
                                ". <(echo 'p sub $n')",
                                "(trap 'p bye' EXIT; p in)",
                                "( exec p replaced; p never )",
                                "(shift; p $#)",
                                "(cd / && p \"$PWD\")",
                                "command p c; builtin eval 'p b'; \\p e",
                                "h() { return $n; }; h; p $?",
                                "h() { local a=l; p \"$a\"; }; h; p \"$a\"",
                                "h() { [ $1 -gt 0 ] && { p $1; h $(($1-1)); }; }; h 2",
                                "time p timed",
                                "! p not",
                                "{ p one; p two; } > /dev/null",
                                "p quiet > /dev/null 2>&1",
                                "p err 2>&1 | cat",
                                "set -f; p *; set +f",
                                "(set -e; false; p no); p yes",
                                "(set -o pipefail; false | true || p piped)",
                                "(set -u; p ${a-x})",
                                "until ((n >= 5)); do ((n++)); done",
                                "for x in 1 2; do for y in 1 2; do [ $y = 2 ] && continue 2; p $x$y; done; done",
                                "for x in 1 2; do while :; do break 2; done; p no; done",
                                "for ((j=2; j; j--)); do p $j; done",
                                "case $n in 3) ;& 9) p fell;; *) p star; esac",
                                "case ab in a*) p one;;& *b) p two;;& c) p three; esac",
                                "if (( n > 2 )) && [[ $n == [0-9] ]]; then p digit; fi",
                                "[[ ab == a? && ! ab == b* ]] && p glob",
                                "[ a \\< b ] && p less",
                                "[[ 10 -gt 9 && 010 -eq 8 ]] && p octal",
                                "test a = a -a b = b && p both",
                                "eval \"$(printf 'p %s;' 1 2)\"",
                                "declare -f f > /dev/null && p defined",
                                "a=pre p temporary; p \"$a\"",
                                "echo x y z | { read -r a b; p \"$b\"; }",
                                "false && p no || p or",
                                "true || p no && p and",
                                "p a; # p comment",
                                "p `echo \\`echo deep\\``",
                                "cat <<-E | while read -r l; do p \"$l\"; done\n\ttab $a\n\tE",
                                "coproc { p co; }; wait"),
                        word(1).map(w -> "read a b <<< " + w),
                        word(1).map(w -> "read -r c <<E\n" + w.replace("\n", "") + " $a\nE"),
                        words(1).map(w -> "printf -v c '%s.' " + w),
                        words(1).map(w -> "f " + w),
                        Combinators.combine(name(), words(1)).as((n, w) -> n + "=t f " + w),
                        words(1).filter(Scripts::unquoted).map(w -> "eval p '" + w + "'"));
        if (depth == 0) {
            return simple;
        }
        Arbitrary<String> body =
                Arbitraries.lazy(() -> statements(depth - 1))
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(2)
                        .map(l -> String.join("\n", l));
        Arbitrary<String> condition =
                Arbitraries.oneOf(
                        Combinators.combine(value(), value())
                                .as((x, y) -> "[ \"" + bare(x) + "\" = \"" + bare(y) + "\" ]"),
                        Combinators.combine(name(), pattern())
                                .as((n, p) -> "[[ $" + n + " == " + p + " ]]"),
                        Arbitraries.of(
                                "true",
                                "false",
                                "! true",
                                "[ $n -gt 3 ]",
                                "((n > 2))",
                                "test -z \"$a\"",
                                "[[ -n $b && $n -lt 9 ]]",
                                "true && false",
                                "false || true"));
        return Arbitraries.oneOf(
                simple,
                simple,
                Combinators.combine(condition, body, body)
                        .as((c, t, e) -> "if " + c + "; then\n" + t + "\nelse\n" + e + "\nfi"),
                Combinators.combine(words(1), body)
                        .as((w, b) -> "for v in " + w + "; do\np \"$v\"\n" + b + "\ndone"),
                Combinators.combine(word(1), pattern(), pattern(), body, body)
                        .as(
                                (w, p, q, x, y) ->
                                        "case "
                                                + w
                                                + " in\n"
                                                + p
                                                + ") "
                                                + x
                                                + "\n;;\n"
                                                + q
                                                + ")\n"
                                                + y
                                                + "\n;;\nesac"),
                Combinators.combine(body, words(1)).as((b, w) -> "g() {\n" + b + "\n}\ng " + w),
                body.map(b -> "{\n" + b + "\n}"),
                body.map(b -> "(\n" + b + "\n)"),
                body.map(b -> "i=0\nwhile [ $i -lt 2 ]; do\ni=$((i+1))\n" + b + "\ndone"),
                Combinators.combine(condition, body, Arbitraries.of("&&", "||"))
                        .as((c, b, o) -> c + " " + o + " {\n" + b + "\n}"),
                Combinators.combine(word(1), body)
                        .as((w, b) -> "echo " + w + " | {\nread a\n" + b + "\n}"),
                body.map(b -> "for ((k=0; k<2; k++)); do\n" + b + "\ndone"));
    }

    /**
     * Not more than one list in it, once: else it doubles with each round of a loop, and a script
     * comes out that no bound allows.
     */
    private static boolean staysSmall(String w) {
        return w.indexOf('{') < 0 && lists(w) <= 1;
    }

    private static int lists(String w) {
        int n = 0;
        for (int i = 0; i < w.length(); i++) {
            n += w.charAt(i) == '@' || w.charAt(i) == '*' ? 1 : 0;
        }
        return n;
    }

    private static boolean unquoted(String w) {
        return w.indexOf('\'') < 0 && w.indexOf('"') < 0 && w.indexOf('\\') < 0;
    }

    private static String bare(String value) {
        return value.replace("\"", "").replace("'", "").replace("\\", "").replace("\n", "");
    }

    /** What damaged texts are damaged with. */
    static final List<String> SHARDS =
            List.of(
                    "(",
                    "((",
                    "$(",
                    "$((",
                    "`",
                    "${a:-",
                    "\"",
                    "'",
                    "{",
                    "{a,",
                    "[[ ( ",
                    "if ",
                    "case x in x) ",
                    "f(){ ",
                    "a[",
                    "<(",
                    "\\",
                    "<<E\n",
                    "a;",
                    "a|",
                    "a&&",
                    "[",
                    "*[",
                    "@(",
                    "${a#",
                    "{1..9}",
                    "$((1+",
                    "x=$x$x;",
                    "\n",
                    "! ",
                    "for i in a b c;do ",
                    "while x;do ",
                    "${!a",
                    "\"$(",
                    "a=(",
                    "$'\\x",
                    "~:",
                    "a[$(",
                    "((a[",
                    "$[",
                    "|",
                    "&",
                    ";",
                    ")",
                    "}",
                    "a() ",
                    "eval ",
                    "cat <<'",
                    "coproc ",
                    "a=1 ",
                    "1+",
                    "$((a?",
                    "x=${x//a/bb};",
                    "alias a=b;",
                    "trap x EXIT;",
                    "[[ ! ",
                    "time ",
                    "${a/",
                    "?(",
                    "!(",
                    "[!",
                    "set -- a b;",
                    "f(){ f|f; };f;",
                    "\uFDD0",
                    "\uFDEF",
                    "\0");
}
