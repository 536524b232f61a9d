package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Passes over comments, and into those that some servers read as SQL. */
final class Comments {

    private final Characters s;
    private final Tokens tokens;
    private final int version;
    private SortedSet<Integer> versions = Collections.emptySortedSet();

    /** A comment that is read as SQL has begun and not ended. */
    private boolean open;

    Comments(Characters s, Tokens tokens, int version) {
        this.s = s;
        this.tokens = tokens;
        this.version = version;
    }

    /** The versions of the comments that only some servers read. */
    SortedSet<Integer> versions() {
        return versions;
    }

    boolean isOpen() {
        return open;
    }

    /** The comment that is read as SQL ends. */
    void close() {
        open = false;
    }

    int line(int i) {
        tokens.unplain();
        int end = i;
        while (end < s.length) {
            char c = s.at(end);
            if (c == '\n') {
                return end + 1;
            }
            if (c == '\r') {
                if (s.has(Trait.CR_ENDS_LINE)) {
                    return end + 1;
                }
                if (s.at(end + 1) != '\n' && !s.has(Trait.DELIMITER)) {
                    tokens.trouble("a carriage return in a comment, which ends it for some");
                }
            }
            end++;
        }
        return end;
    }

    int block(int i) {
        tokens.unplain();
        if (s.has(Trait.VERSION_COMMENT)
                && (s.at(i + 2) == '!' || (s.at(i + 2) == 'M' && s.at(i + 3) == '!'))
                && !open) {
            return versionComment(i);
        }
        int level = 1;
        int end = i + 2;
        while (end < s.length) {
            char c = s.at(end);
            if (c == '*' && s.at(end + 1) == '/') {
                end += 2;
                if (--level == 0) {
                    return end;
                }
            } else if (c == '/' && s.at(end + 1) == '*' && s.has(Trait.NESTED_COMMENT)) {
                level++;
                end += 2;
            } else {
                end++;
            }
        }
        tokens.trouble("a comment is not closed");
        return s.length;
    }

    /**
     * {@code /*!} is SQL to every MySQL and MariaDB, {@code /*!80000} to those of that version or
     * later, {@code /*M!} to MariaDB alone.
     */
    private int versionComment(int i) {
        int at = i + (s.at(i + 2) == 'M' ? 4 : 3);
        int end = at;
        int needed = s.at(i + 2) == 'M' ? 1 : 0;
        while (end < at + 6 && s.at(end) >= '0' && s.at(end) <= '9') {
            end++;
        }
        if (end - at >= 5) {
            needed = Integer.parseInt(s.text.substring(at, end));
        } else {
            end = at;
        }
        if (needed > 0) {
            if (versions.isEmpty()) {
                versions = new TreeSet<>();
            }
            versions.add(needed);
        }
        if (needed <= version) {
            open = true;
            return end;
        }
        int close = s.text.indexOf("*/", end);
        if (close < 0) {
            tokens.trouble("a comment is not closed");
            return s.length;
        }
        return close + 2;
    }
}
