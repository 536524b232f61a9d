package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Detours;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Paths as commands name them: resolved, and told apart by what losing them would mean. */
final class Paths {

    /** Directories that builds fill and fill again. */
    private static final Set<String> BUILD_OUTPUT =
            Set.of(
                    "target",
                    "build",
                    "dist",
                    "out",
                    "node_modules",
                    "__pycache__",
                    ".cache",
                    ".next",
                    ".nuxt",
                    ".turbo",
                    ".parcel-cache",
                    ".gradle",
                    ".pytest_cache",
                    ".mypy_cache",
                    ".ruff_cache",
                    ".tox",
                    ".nyc_output",
                    "coverage",
                    "obj",
                    "htmlcov",
                    ".eggs",
                    ".svelte-kit",
                    ".angular",
                    "cmake-build-debug",
                    "cmake-build-release",
                    "bazel-out",
                    ".dart_tool",
                    "DerivedData",
                    ".coverage",
                    ".hypothesis",
                    ".eslintcache",
                    ".stylelintcache",
                    ".sass-cache",
                    ".phpunit.cache",
                    ".phpunit.result.cache",
                    ".php-cs-fixer.cache",
                    ".stack-work",
                    "dist-newstyle",
                    "zig-cache",
                    ".zig-cache",
                    "zig-out");

    private static final List<String> BUILD_SUFFIXES =
            List.of(".pyc", ".pyo", ".o", ".obj", ".class", ".tmp", ".swp", ".tsbuildinfo");

    private static final List<String> TEMPORARY =
            List.of("/tmp/", "/var/tmp/", "/dev/shm/", "/private/tmp/", "/private/var/folders/");

    private static final List<String> HARMLESS_DEVICES =
            List.of(
                    "/dev/null",
                    "/dev/zero",
                    "/dev/full",
                    "/dev/random",
                    "/dev/urandom",
                    "/dev/tty",
                    "/dev/stdin",
                    "/dev/stdout",
                    "/dev/stderr",
                    "/dev/fd",
                    "/dev/pts",
                    "/dev/ptmx",
                    "/dev/shm",
                    "/dev/console",
                    "/dev/log",
                    "/dev/input",
                    "/dev/snd",
                    "/dev/video",
                    "/dev/dri",
                    "/dev/cu",
                    "/dev/usb",
                    "/dev/i2c",
                    "/dev/bus",
                    "/dev/serial",
                    "/dev/rfcomm",
                    "/dev/lp");

    private static final List<String> SYSTEM =
            List.of(
                    "/etc",
                    "/boot",
                    "/bin",
                    "/sbin",
                    "/lib",
                    "/lib64",
                    "/usr",
                    "/var/lib",
                    "/var/spool/cron",
                    "/proc/sysrq-trigger",
                    "/System",
                    "/Library");

    private Paths() {}

    /**
     * The path that a word names: absolute where the directory is known, else from the unknown
     * start as {@code ./x} or {@code ../x}; dot segments removed, links followed, globs kept. Empty
     * where part of it could not be read, where it lies in an unknown directory, or where it is no
     * path of this machine.
     */
    static Optional<String> resolve(Word word, Optional<String> cwd, Inquiry inquiry) {
        String text = word.numbered().orElse("");
        if (text.isEmpty() || text.equals("-") || isRemote(text)) {
            return Optional.empty();
        }
        if (isDrive(text)) {
            return Optional.of(text);
        }
        String joined = text;
        if (text.charAt(0) == '~') {
            Optional<String> home = inquiry.surroundings().home();
            if (home.isPresent() && (text.length() == 1 || text.charAt(1) == '/')) {
                joined = home.get() + text.substring(1);
            } else {
                return Optional.of(normalised(text));
            }
        } else if (text.charAt(0) != '/') {
            if (cwd.isEmpty()) {
                return Optional.empty();
            }
            joined = cwd.get() + "/" + text;
        }
        String path = joined.contains("..") ? climbed(joined, inquiry) : normalised(joined);
        return Optional.of(inquiry.detours().followed(path));
    }

    /**
     * As {@link #normalised}, where {@code ..} behind a link leads out of what it links to. A path
     * that climbs more often than anybody writes leads nobody knows where.
     */
    private static String climbed(String path, Inquiry inquiry) {
        if (path.length() > Detours.LONGEST_PATH) {
            return Detours.ELSEWHERE;
        }
        StringBuilder walked = new StringBuilder();
        int climbs = 0;
        for (String segment : path.split("/", -1)) {
            boolean up = segment.equals("..") && Detours.glob(walked.toString()) < 0;
            if (up && ++climbs > MOST_CLIMBS) {
                return Detours.ELSEWHERE;
            }
            if (up) {
                String here = inquiry.detours().followed(normalised(walked.toString()));
                walked.setLength(0);
                walked.append(normalised(here + "/..")).append('/');
            } else {
                walked.append(segment).append('/');
            }
        }
        return normalised(walked.toString());
    }

    private static final int MOST_CLIMBS = 32;

    /** Without {@code .} and {@code ..}; relative ones begin with {@code ./} or {@code ../}. */
    static String normalised(String path) {
        boolean absolute = path.startsWith("/");
        List<String> kept = new ArrayList<>();
        int from = 0;
        while (from <= path.length()) {
            int slash = path.indexOf('/', from);
            String segment = slash < 0 ? path.substring(from) : path.substring(from, slash);
            from = slash < 0 ? path.length() + 1 : slash + 1;
            if (segment.isEmpty() || segment.equals(".")) {
                continue;
            }
            if (segment.equals("..")) {
                int last = kept.size() - 1;
                if (last >= 0 && !kept.get(last).equals("..")) {
                    kept.remove(last);
                } else if (!absolute) {
                    kept.add(segment);
                }
            } else {
                kept.add(segment);
            }
        }
        String joined = String.join("/", kept);
        if (absolute) {
            return "/" + joined;
        }
        return joined.isEmpty()
                ? "."
                : joined.startsWith("..") || joined.startsWith("~") ? joined : "./" + joined;
    }

    /** {@code host:path}, {@code user@host:path}, {@code scheme://…}. */
    static boolean isRemote(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || isDrive(text)) {
            return false;
        }
        for (int i = 0; i < colon; i++) {
            char c = text.charAt(i);
            if (!(Character.isLetterOrDigit(c) || c == '@' || c == '.' || c == '-' || c == '_')) {
                return false;
            }
        }
        return true;
    }

    /** A directory whose files nobody keeps, or in one. */
    static boolean isTemporary(String path) {
        return isTemporaryRoot(path) || TEMPORARY.stream().anyMatch(path::startsWith);
    }

    /** A directory that is there on every system, and whose files nobody keeps. */
    static boolean isTemporaryRoot(String path) {
        return TEMPORARY.contains(path + "/");
    }

    private static boolean isDrive(String text) {
        return text.length() > 2
                && Character.isLetter(text.charAt(0))
                && text.charAt(1) == ':'
                && (text.charAt(2) == '\\' || text.charAt(2) == '/');
    }

    /** A device whose overwriting destroys what it holds: a disk, memory. */
    static boolean isDevice(String path) {
        if (!path.startsWith("/dev/")) {
            return path.startsWith("\\\\.\\");
        }
        for (String harmless : HARMLESS_DEVICES) {
            if (path.startsWith(harmless)) {
                return false;
            }
        }
        return true;
    }

    /** What the system itself lives on. */
    static boolean isSystem(String path) {
        for (String s : SYSTEM) {
            if (path.equals(s) || (path.startsWith(s) && path.charAt(s.length()) == '/')) {
                return true;
            }
        }
        return path.equals("/");
    }

    /** Who may do what is written here. */
    static boolean isAccess(String path) {
        return path.endsWith("/.ssh/authorized_keys")
                || path.startsWith("/etc/sudoers")
                || path.equals("/etc/passwd")
                || path.equals("/etc/shadow")
                || path.equals("/etc/group")
                || path.startsWith("/etc/pam.d/")
                || path.equals("/etc/ssh/sshd_config");
    }

    /**
     * In a temporary directory, or build output inside the directory that the operation started in.
     */
    static boolean isScrap(String path, Optional<String> start) {
        for (String t : TEMPORARY) {
            if (path.length() > t.length() && path.startsWith(t)) {
                return true;
            }
        }
        String inside;
        if (path.startsWith("./")) {
            inside = path.substring(2);
        } else if (start.isPresent()
                && start.get().length() > 1
                && path.startsWith(start.get() + "/")) {
            inside = path.substring(start.get().length() + 1);
        } else {
            return false;
        }
        for (String segment : inside.split("/", -1)) {
            if (BUILD_OUTPUT.contains(segment) || segment.endsWith(".egg-info")) {
                return true;
            }
        }
        for (String s : BUILD_SUFFIXES) {
            if (inside.endsWith(s)) {
                return true;
            }
        }
        return false;
    }
}
