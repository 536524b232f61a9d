package dev.holdpoint.effect;

import java.util.Locale;

/** What kind of thing an effect is; a rule names one of these after {@code on}, or {@code any}. */
public enum Kind {
    /** A program is started. */
    EXEC,
    /** An HTTP request is sent. */
    HTTP,
    /** A GraphQL operation is carried out, inside an HTTP request. */
    GRAPHQL,
    /** SQL is run on a connection. */
    SQL,
    /** A socket is connected: the backstop below the clients. */
    CONNECT,
    /** A tool is called by an agent framework or over MCP. */
    TOOL;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The kind as the policy language and the session format write it. */
    public String word() {
        return word;
    }
}
