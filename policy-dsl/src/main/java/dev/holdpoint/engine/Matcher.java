package dev.holdpoint.engine;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.language.Pattern;

/**
 * A pattern, made ready for the attribute that it is compared with. Both judges use the same
 * matchers: what is tested one against the other is how rules combine them. Immutable.
 */
abstract sealed class Matcher
        permits Matcher.Exact,
                Matcher.Folded,
                Matcher.Wild,
                Matcher.Home,
                PathPattern,
                NamePattern {

    /**
     * Whether the text matches; unknown where that depends on what is not known.
     *
     * @param effect whose attribute the text is a value of
     */
    abstract Truth test(String value, Effect effect);

    static Matcher of(Attribute attribute, Pattern pattern) {
        String text = pattern.source();
        return switch (attribute) {
            case PATHS, PATHS_READ, PATHS_WRITTEN, PATHS_DESTROYED, CWD ->
                    text.equals("~") || text.startsWith("~/")
                            ? new Home(attribute, text)
                            : new PathPattern(attribute, text);
            case TABLES, WRITES, COLUMNS, FUNCTIONS -> new NamePattern(text);
            case PATH -> plain(pattern, Glob.Fence.SLASH, false);
            case JDBC -> plain(pattern, Glob.Fence.URL, true);
            case HOST, METHOD, SCHEME, RESOURCE, SERVICE, ACTION ->
                    plain(pattern, Glob.Fence.NONE, true);
            default -> plain(pattern, Glob.Fence.NONE, false);
        };
    }

    /** Whether the attribute is compared in any case. */
    static boolean folds(Attribute attribute) {
        return switch (attribute) {
            case TABLES, WRITES, COLUMNS, FUNCTIONS -> true;
            case JDBC, HOST, METHOD, SCHEME, RESOURCE, SERVICE, ACTION -> true;
            default -> false;
        };
    }

    private static Matcher plain(Pattern pattern, Glob.Fence fence, boolean fold) {
        if (pattern.glob()) {
            return new Wild(Glob.of(pattern.source(), fence, fold));
        }
        return fold ? new Folded(pattern.source()) : new Exact(pattern.source());
    }

    static final class Exact extends Matcher {
        private final String text;

        Exact(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        @Override
        Truth test(String value, Effect effect) {
            return Truth.of(text.equals(value));
        }
    }

    static final class Folded extends Matcher {
        private final String text;

        Folded(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        @Override
        Truth test(String value, Effect effect) {
            if (text.equals(value)) {
                return Truth.TRUE;
            }
            // folded as globs and the index fold, which equalsIgnoreCase does not of every letter
            boolean same = text.length() == value.length();
            for (int i = 0; same && i < text.length(); i++) {
                same = Glob.lower(text.charAt(i)) == Glob.lower(value.charAt(i));
            }
            return Truth.of(same);
        }
    }

    static final class Wild extends Matcher {
        private final Glob glob;

        Wild(Glob glob) {
            this.glob = glob;
        }

        Glob glob() {
            return glob;
        }

        @Override
        Truth test(String value, Effect effect) {
            return Truth.of(glob.matches(value));
        }
    }

    /**
     * {@code ~/x}: in the home directory of whoever it is. A path that still begins with a tilde is
     * compared as it stands, an absolute one with the places where homes are.
     */
    static final class Home extends Matcher {
        private final PathPattern root;
        private final PathPattern linux;
        private final PathPattern mac;

        Home(Attribute attribute, String text) {
            String below = text.substring(1);
            root = new PathPattern(attribute, "/root" + below);
            linux = new PathPattern(attribute, "/home/*" + below);
            mac = new PathPattern(attribute, "/Users/*" + below);
        }

        @Override
        Truth test(String value, Effect effect) {
            if (value.equals("~") || value.startsWith("~/")) {
                return root.test("/root" + value.substring(1), effect);
            }
            return root.test(value, effect)
                    .or(linux.test(value, effect))
                    .or(mac.test(value, effect));
        }
    }
}
