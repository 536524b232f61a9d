package dev.holdpoint.analysis.program;

/**
 * What an argument, or the value of an option, means to the program that gets it.
 *
 * @param what the kind of meaning
 * @param detail the provider and kind of an {@link What#ID}, the language of a {@link What#CODE},
 *     else empty
 */
record Meaning(What what, String detail) {

    enum What {
        /** Of no consequence. */
        PLAIN("_"),
        READ("r"),
        WRITTEN("w"),
        DESTROYED("d"),
        /** The directory that the program changes to. */
        DIRECTORY("dir"),
        /** A shell script, or a command line that the program has split by a shell. */
        SCRIPT("sh"),
        /** This and all words after it are a command. */
        COMMAND("cmd"),
        /** A program that is started without arguments worth reading. */
        PROGRAM("prog"),
        USER("user"),
        HOST("host"),
        SQL("sql"),
        /** A file of SQL. */
        SQL_FILE("sqlfile"),
        /** Source code in the language that the detail names. */
        CODE("code"),
        SECRET("secret"),
        /** An assignment, as {@code env} takes it. */
        ASSIGNMENT("env"),
        /** The id of a thing at a provider. */
        ID("id");

        private final String word;

        What(String word) {
            this.word = word;
        }
    }

    static final Meaning PLAIN = new Meaning(What.PLAIN, "");

    /**
     * Reads a meaning as the catalogs write it: {@code r}, {@code sh}, {@code id:railway:volume}.
     */
    static Meaning parse(String text) {
        if (text.isEmpty()) {
            return PLAIN;
        }
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        for (What w : What.values()) {
            if (w.word.equals(word)) {
                return new Meaning(w, colon < 0 ? "" : text.substring(colon + 1));
            }
        }
        throw new IllegalArgumentException("no meaning is called '" + text + "'");
    }
}
