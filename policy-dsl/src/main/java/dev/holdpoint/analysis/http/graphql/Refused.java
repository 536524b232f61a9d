package dev.holdpoint.analysis.http.graphql;

/** The text is not an executable document that could be read; never leaves this package. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
