package dev.holdpoint.analysis.http.json;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The members of one object while it is read, and what is doubtful about their keys. */
final class Entries {

    /** Keys that differ in case alone make a document doubtful in objects down to this depth. */
    private static final int NAMING_DEPTH = 2;

    private final MemberMap entries = new MemberMap();
    private final boolean near;
    private final Set<String> folded;
    private final List<String> doubts;

    /**
     * @param depth of the object; a document's root is at 1
     * @param doubts of the document; the first is enough
     */
    Entries(int depth, List<String> doubts) {
        this.near = depth <= NAMING_DEPTH;
        this.folded = near ? new HashSet<>() : Set.of();
        this.doubts = doubts;
    }

    void put(String name, Json value) {
        boolean again = entries.set(name, value);
        boolean variant = near && !folded.add(name.toLowerCase(Locale.ROOT)) && !again;
        if (doubts.isEmpty() && (again || variant)) {
            doubts.add("the key " + name + (again ? " stands twice" : " stands in two spellings"));
        }
    }

    Json.Members object() {
        return entries.isEmpty() ? Json.Members.NONE : new Json.Members(entries);
    }
}
