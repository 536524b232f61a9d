package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What can be said of an output that is not known: that it is a number, that the system alone made
 * it, or nothing. It matters where the output is evaluated as arithmetic, which runs what is in the
 * subscripts of a text but is harmless for a number.
 *
 * <p>A program counts here only as far as its arguments leave it no way to print a text that
 * somebody chose: neither a name of a file nor a piece of the command line.
 */
final class Figures {

    private Figures() {}

    /** The gap that stands for what the command prints. */
    static Gap of(String name, List<String> arguments, boolean splits, Io io) {
        Gap from = io.in().gap();
        if (number(name, arguments, splits)) {
            return Gap.NUMBER;
        }
        if (splits) {
            return Gap.OUTPUT;
        }
        if (Startup.prints(name, arguments)) {
            return Gap.STARTUP;
        }
        switch (name) {
            case "df", "free", "uptime", "uname", "hostname", "whoami", "arch", "vmstat", "tty":
                return plain(arguments) ? Gap.SYSTEM : Gap.OUTPUT;
            case "date":
                return plain(arguments) ? Gap.SYSTEM : Gap.OUTPUT;
            case "id", "sysctl", "ulimit", "umask", "getconf", "tput":
                return plain(arguments) ? Gap.SYSTEM : Gap.OUTPUT;
            case "du":
                // It prints the names that it was given, and only those where it sums up.
                return plain(arguments) && hasLetter(arguments, 's') ? Gap.SYSTEM : Gap.OUTPUT;
            case "wc":
                return plain(arguments) ? Gap.SYSTEM : Gap.OUTPUT;
            case "jq", "yq", "envsubst", "xmllint", "prettier":
                // What it was given, changed as its own words say.
                boolean file = io.in().inherited() && operands(arguments).size() > 1;
                return file || from == Gap.FILE || from == Gap.EDITED ? Gap.EDITED : Gap.OUTPUT;
            case "jobs":
                return arguments.equals(List.of("-p")) ? Gap.CHILD : Gap.OUTPUT;
            case "cat":
                for (String a : arguments) {
                    if (!ofTheKernel(a)) {
                        return Gap.OUTPUT;
                    }
                }
                return arguments.isEmpty() ? passed(from) : Gap.SYSTEM;
            case "grep", "egrep", "fgrep":
                return numbersLines(arguments)
                        ? Gap.LINES
                        : selects(name, arguments) ? passed(from) : Gap.OUTPUT;
            case "head", "tail", "sort", "uniq", "tr", "cut", "awk", "sed", "xargs":
                if (from == Gap.LINES && isNumberOfLine(name, arguments)) {
                    return Gap.NUMBER;
                }
                return selects(name, arguments) ? passed(from) : Gap.OUTPUT;
            default:
                return Gap.OUTPUT;
        }
    }

    /** {@code grep -n x file}: of one file, without names and lines around. */
    private static boolean numbersLines(List<String> a) {
        boolean numbers = false;
        for (String option : a) {
            if (option.startsWith("-")) {
                if (!NUMBERED.matcher(option).matches()) {
                    return false;
                }
                numbers |= option.indexOf('n') > 0;
            }
        }
        return numbers && operands(a).size() <= 2;
    }

    /** Options of grep that change neither what a line begins with nor where files come from. */
    private static final Pattern NUMBERED = Pattern.compile("-[nEFGPiwxvoqsha]+|-m[0-9]+");

    /** What leaves of a numbered line its number: {@code cut -d: -f1}. */
    private static boolean isNumberOfLine(String name, List<String> a) {
        String line = String.join(" ", a);
        return switch (name) {
            case "cut" ->
                    line.equals("-d: -f1") || line.equals("-f1 -d:") || line.equals("-d : -f 1");
            case "awk" -> line.equals("-F: {print $1}") || line.equals("-F : {print $1}");
            case "sed" -> line.equals("s/:.*//");
            default -> false;
        };
    }

    /** What a filter makes of its input that only leaves parts of it out. */
    private static Gap passed(Gap from) {
        return switch (from) {
            case NUMBER, CHILD, SYSTEM, LINES -> from;
            default -> Gap.OUTPUT;
        };
    }

    private static boolean number(String name, List<String> a, boolean splits) {
        switch (name) {
            case "nproc", "pgrep", "pidof":
                return true;
            case "wc":
                return operands(a).isEmpty() && !splits;
            case "date":
                return a.size() == 1 && !splits && format(a.get(0), "YmdHMSNsjuwWUVCyeklIg");
            case "id":
                return a.size() == 1 && (a.get(0).equals("-u") || a.get(0).equals("-g"));
            case "stat":
                if (!a.isEmpty() && a.get(0).length() > 2 && inOneWord(a.get(0))) {
                    return true;
                }
                return a.size() > 2
                        && (a.get(0).equals("-c") || a.get(0).equals("-f"))
                        && format("+" + a.get(1), STAT);
            case "grep":
                return hasLetter(a, 'c')
                        && !hasLetter(a, 'r')
                        && operands(a).size() <= 2
                        && !splits;
            case "expr":
                return a.size() == 3 && "+-*/%".contains(a.get(1));
            case "seq":
                return !a.isEmpty() && !a.get(0).startsWith("-");
            case "tr":
                return a.size() == 2
                        && (a.get(0).equals("-dc") || a.get(0).equals("-cd"))
                        && digits(a.get(1));
            case "jq":
                return operands(a).size() <= 2
                        && !operands(a).isEmpty()
                        && (operands(a).get(0).equals("length")
                                || operands(a).get(0).endsWith("| length")
                                || operands(a).get(0).endsWith("|length"));
            case "git":
                return a.contains("rev-list") && a.contains("--count");
            case "curl":
                return printsTransferOnly(a);
            case "awk", "gawk", "mawk":
                return !operands(a).isEmpty() && sums(operands(a).get(0)) && !hasLetter(a, 'v');
            case "sed":
                return a.size() == 1
                        && (a.get(0).equals("s/[^0-9]*//g") || a.get(0).equals("s/[^0-9]//g"));
            default:
                return false;
        }
    }

    /** {@code -c%s} and {@code -f%z}, the format in the option's own word. */
    private static boolean inOneWord(String option) {
        return (option.startsWith("-c") || option.startsWith("-f"))
                && format("+" + option.substring(2), STAT);
    }

    /** What {@code stat} prints as a number. */
    private static final String STAT = "sYXZWagubhiBmz";

    private static boolean digits(String set) {
        return switch (set) {
            case "0-9", "[0-9]", "0-9\\n", "[:digit:]", "0-9.", "[:digit:]\n" -> true;
            default -> false;
        };
    }

    private static List<String> operands(List<String> arguments) {
        List<String> out = new ArrayList<>(arguments.size());
        for (String a : arguments) {
            if (!a.startsWith("-") || a.equals("-")) {
                out.add(a);
            }
        }
        return out;
    }

    /** A cluster of short options has the letter. */
    private static boolean hasLetter(List<String> arguments, char letter) {
        for (String a : arguments) {
            if (a.length() > 1
                    && a.charAt(0) == '-'
                    && a.charAt(1) != '-'
                    && a.indexOf(letter) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Arguments that, printed, name no subscript. */
    private static boolean plain(List<String> arguments) {
        for (String a : arguments) {
            for (int i = 0; i < a.length(); i++) {
                char c = a.charAt(i);
                if (Gap.is(c) || c == '[' || c == '$' || c == '`') {
                    return false;
                }
            }
        }
        return true;
    }

    /** {@code +%Y%m%d}: nothing but conversions to numbers and what stands between figures. */
    private static boolean format(String text, String conversions) {
        if (!text.startsWith("+") || text.length() < 3) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                i++;
                if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '0')) {
                    i++;
                }
                if (i >= text.length() || conversions.indexOf(text.charAt(i)) < 0) {
                    return false;
                }
            } else if (c != '-' && c != '.' && c != ':' && c != ' ' && c != '/') {
                return false;
            }
        }
        return true;
    }

    /** {@code -o /dev/null -w '%{http_code}'}. */
    private static boolean printsTransferOnly(List<String> a) {
        boolean elsewhere = false;
        boolean figures = false;
        for (int i = 0; i < a.size(); i++) {
            String option = a.get(i);
            String value = i + 1 < a.size() ? a.get(i + 1) : "";
            if (option.equals("--output") || (clustered(option) && option.endsWith("o"))) {
                elsewhere = true;
            } else if (option.equals("--write-out")
                    || (clustered(option) && option.endsWith("w"))) {
                figures =
                        switch (value.strip()) {
                            case "%{http_code}",
                                    "%{http_code}\\n",
                                    "%{response_code}",
                                    "%{time_total}",
                                    "%{size_download}",
                                    "%{num_redirects}" ->
                                    true;
                            default -> false;
                        };
            }
        }
        return elsewhere && figures;
    }

    private static boolean clustered(String option) {
        return option.length() > 1 && option.charAt(0) == '-' && option.charAt(1) != '-';
    }

    /**
     * An awk program that prints only what it has counted: no strings, no fields in what it prints,
     * no assignment but of sums.
     */
    private static boolean sums(String program) {
        int print = program.indexOf("print");
        if (print < 0 || Gap.in(program)) {
            return false;
        }
        for (int i = 0; i < program.length(); i++) {
            char c = program.charAt(i);
            if (c == '"' || c == '|' || c == '[') {
                return false;
            }
            if (c == '=') {
                boolean compares =
                        i + 1 < program.length() && program.charAt(i + 1) == '='
                                || i > 0 && "=!<>+-*/%".indexOf(program.charAt(i - 1)) >= 0;
                if (!compares) {
                    return false;
                }
            }
        }
        while (print >= 0) {
            int end = print;
            while (end < program.length()
                    && program.charAt(end) != '}'
                    && program.charAt(end) != ';') {
                if (program.charAt(end) == '$') {
                    return false;
                }
                end++;
            }
            if (program.startsWith("print}", print) || program.startsWith("printf", print)) {
                return false;
            }
            String printed = program.substring(print + 5, end).strip();
            if (printed.isEmpty()) {
                return false;
            }
            print = program.indexOf("print", end);
        }
        return !program.contains("getline") && !program.contains(" in ");
    }

    /** Whether a filter can only leave parts of its input out, not put anything in. */
    private static boolean selects(String name, List<String> a) {
        switch (name) {
            case "head", "tail", "uniq", "sort":
                return operands(a).isEmpty() || onlyNumbers(operands(a));
            case "tr":
                return a.size() == 2 && a.get(0).equals("-d");
            case "cut":
                return !a.contains("--output-delimiter") && plain(a);
            case "grep", "egrep":
                return operands(a).size() <= 1 && !hasLetter(a, 'f') && !hasLetter(a, 'r');
            case "xargs":
                return a.isEmpty();
            case "awk":
                return operands(a).size() == 1
                        && printsFields(operands(a).get(0))
                        && !hasLetter(a, 'v');
            case "sed":
                return deletes(a);
            default:
                return false;
        }
    }

    private static boolean onlyNumbers(List<String> a) {
        for (String s : a) {
            for (int i = 0; i < s.length(); i++) {
                if (!Character.isDigit(s.charAt(i)) && s.charAt(i) != '+') {
                    return false;
                }
            }
        }
        return true;
    }

    /** <code>NR==2 {print $5}</code>: what is printed is fields, and nothing is assigned. */
    private static boolean printsFields(String program) {
        int print = program.indexOf("{print $");
        int open = print >= 0 ? print : program.indexOf("{ print $");
        if (open < 0 || program.indexOf('{', open + 1) >= 0 || Gap.in(program)) {
            return false;
        }
        String condition = program.substring(0, open);
        String printed = program.substring(program.indexOf('$', open));
        for (int i = 0; i < printed.length(); i++) {
            char c = printed.charAt(i);
            if (!Lexer.isNamePart(c) && "$, }+-*/".indexOf(c) < 0) {
                return false;
            }
        }
        for (int i = 0; i < condition.length(); i++) {
            if (condition.charAt(i) == '='
                    && !condition.startsWith("==", i)
                    && !(i > 0 && "=!<>".indexOf(condition.charAt(i - 1)) >= 0)) {
                return false;
            }
        }
        return condition.indexOf(';') < 0 && condition.indexOf('(') < 0;
    }

    /** {@code s/…//}, {@code 2p} and {@code 1d}. */
    private static boolean deletes(List<String> a) {
        List<String> programs = operands(a);
        if (programs.size() != 1 || !plainSed(programs.get(0))) {
            return false;
        }
        String p = programs.get(0);
        return (p.startsWith("s/") && (p.endsWith("//") || p.endsWith("//g")))
                || ((p.endsWith("p") || p.endsWith("d"))
                        && onlyNumbers(List.of(p.substring(0, p.length() - 1))));
    }

    private static boolean plainSed(String p) {
        int slashes = 0;
        for (int i = 0; i < p.length(); i++) {
            char c = p.charAt(i);
            slashes += c == '/' ? 1 : 0;
            if (Gap.is(c) || c == '\n' || c == ';' || c == '\\') {
                return false;
            }
        }
        return slashes == 0 || slashes == 3;
    }

    /** What the kernel alone writes. */
    static boolean ofTheKernel(String path) {
        if (path.contains("..") || path.contains("self") || path.contains("environ")) {
            return false;
        }
        if (path.startsWith("/sys/")) {
            return true;
        }
        return switch (path) {
            case "/proc/uptime",
                    "/proc/loadavg",
                    "/proc/meminfo",
                    "/proc/cpuinfo",
                    "/proc/stat",
                    "/proc/version" ->
                    true;
            default -> path.startsWith("/proc/sys/");
        };
    }
}
