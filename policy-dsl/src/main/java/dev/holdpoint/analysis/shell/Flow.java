package dev.holdpoint.analysis.shell;

/** Where a shell goes after a command. */
enum Flow {
    NEXT,
    BREAK,
    CONTINUE,
    RETURN,
    EXIT
}
