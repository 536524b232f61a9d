package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Inquiry;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code mktemp} prints: a path below a temporary directory that nobody else has, by a name of
 * its own for each call. That it is made is taken for granted, since those directories are there.
 *
 * <p>Options as in the manual of GNU coreutils 9.4, and BSD's {@code -t} with a template.
 */
final class Fresh {

    /** Directories of every system that hold nothing that is kept. */
    private static final Set<String> ROOTS = Set.of("/tmp", "/var/tmp");

    private static final String PLAIN = "tmp.XXXXXX";

    private static final String DIRECTORY = "--tmpdir=";
    private static final String SUFFIX = "--suffix=";

    private Fresh() {}

    /** The line that it prints; null where it lies elsewhere, or is not known. */
    static @Nullable String of(List<String> arguments, State s, Inquiry inquiry) {
        String variable = s.get("TMPDIR").scalar();
        if (variable != null && !variable.equals(Gap.VARIABLE.text())) {
            return null;
        }
        String where = "/tmp";
        String template = "";
        boolean below = false;
        for (int i = 0; i < arguments.size(); i++) {
            String a = arguments.get(i);
            if (a.equals("--tmpdir") || a.equals("-t")) {
                below = true;
            } else if (a.equals("-p") || a.startsWith(DIRECTORY)) {
                where =
                        a.startsWith(DIRECTORY)
                                ? a.substring(DIRECTORY.length())
                                : ++i < arguments.size() ? arguments.get(i) : "";
                below = true;
            } else if (a.startsWith(SUFFIX)
                    ? !isPart(a.substring(SUFFIX.length()))
                    : a.startsWith("-") ? !isPlain(a) : !template.isEmpty()) {
                return null;
            } else if (!a.startsWith("-")) {
                template = a;
            }
        }
        if (template.isEmpty()) {
            template = PLAIN;
        } else if (!below) {
            int slash = template.lastIndexOf('/');
            where = slash < 0 ? "" : template.substring(0, slash);
            template = template.substring(slash + 1);
        }
        return ROOTS.contains(where) && isPart(template) && template.contains("XXX")
                ? where + "/" + template + inquiry.fresh() + "\n"
                : null;
    }

    private static boolean isPlain(String option) {
        return option.equals("--directory")
                || option.equals("--dry-run")
                || option.equals("--quiet")
                || option.matches("-[dqu]+");
    }

    private static boolean isPart(String name) {
        return name.indexOf('/') < 0 && !Gap.in(name);
    }
}
