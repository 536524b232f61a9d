package dev.holdpoint.analysis.http.graphql;

/**
 * A lexical token.
 *
 * @param text a name, a number, the value of a string, or the punctuator itself
 */
record Token(Sort sort, String text) {

    enum Sort {
        NAME,
        NUMBER,
        STRING,
        PUNCTUATOR,
        END
    }

    boolean is(String punctuator) {
        return sort == Sort.PUNCTUATOR && text.equals(punctuator);
    }

    boolean name(String word) {
        return sort == Sort.NAME && text.equals(word);
    }
}
