package dev.holdpoint.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where paths lead after the operation itself has made links, mounted something, or moved what is
 * kept to where nothing is: what is deleted at {@code build/x} may then be another thing than what
 * the name says. Belongs to one inquiry.
 */
public final class Detours {

    /** Somewhere that nobody can tell: nowhere that may be changed freely. */
    public static final String ELSEWHERE = "/?";

    /** Longer paths are none to any system. */
    public static final int LONGEST_PATH = 4_096;

    /**
     * Links, and moved things, of one operation: each is asked for by each path. With more of them
     * nobody knows where any path leads.
     */
    private static final int MOST = 500;

    /** Links on the way of one path, as systems bound them. */
    private static final int MOST_FOLLOWED = 40;

    /** Never changed: most operations make no links. */
    private static final BitSet NONE = new BitSet(0);

    private final Inquiry inquiry;
    private Map<String, String> links = Map.of();

    /** How long the names of those links are. */
    private BitSet lengths = NONE;

    private List<String> buried = List.of();
    private boolean tooMany;

    Detours(Inquiry inquiry) {
        this.inquiry = inquiry;
    }

    /** The operation itself makes a symbolic link before what follows. */
    public void linked(String link, String target) {
        if (link.length() > LONGEST_PATH) {
            return;
        }
        if (links.isEmpty()) {
            links = new HashMap<>();
            lengths = new BitSet();
        }
        if (links.size() < MOST) {
            links.put(link, target);
            lengths.set(link.length());
        } else {
            tooMany = true;
        }
    }

    /**
     * Where a path leads: through the links that the operation itself made before and, where it is
     * absolute, through those that are there. What a pattern stands for lies behind the links
     * before it, and may be one.
     */
    public String followed(String path) {
        int glob = glob(path);
        if (glob < 0) {
            return walked(path);
        }
        int slash = path.lastIndexOf('/', glob);
        if (slash <= 0) {
            return path;
        }
        String before = walked(path.substring(0, slash));
        return mayMatch(before) ? ELSEWHERE : before + path.substring(slash);
    }

    private String walked(String path) {
        String through = path;
        for (int i = 0; i < MOST_FOLLOWED && !links.isEmpty(); i++) {
            int end = linkIn(through);
            if (tooMany || !inquiry.spend(1 + through.length() / 16)) {
                return ELSEWHERE;
            }
            if (end < 0) {
                break;
            }
            through = links.get(through.substring(0, end)) + through.substring(end);
        }
        return through.startsWith("/")
                ? inquiry.surroundings().real(through).orElse(through)
                : through;
    }

    /** Where the shortest part of the path ends that is such a link; negative where none is. */
    private int linkIn(String path) {
        for (int to = lengths.nextSetBit(1);
                to > 0 && to <= path.length();
                to = lengths.nextSetBit(to + 1)) {
            boolean whole = to == path.length() || path.charAt(to) == '/';
            if (whole && inquiry.spend(1 + to / 64) && links.containsKey(path.substring(0, to))) {
                return to;
            }
        }
        return -1;
    }

    /** Whether a link lies below that directory, which a pattern there may stand for. */
    private boolean mayMatch(String directory) {
        if (!links.isEmpty() && !inquiry.spend(links.size())) {
            return true;
        }
        for (String link : links.keySet()) {
            if (isBelow(link, directory)) {
                return true;
            }
        }
        return false;
    }

    /** Something that somebody keeps comes to lie at that path, among what is not kept. */
    public void buried(String path) {
        if (buried.isEmpty()) {
            buried = new ArrayList<>(2);
        }
        if (buried.size() < MOST) {
            buried.add(path);
        } else {
            tooMany = true;
        }
    }

    /** Whether something kept lies at that path, below it or around it. */
    public boolean holdsKept(String path) {
        if (tooMany || !inquiry.spend(buried.size())) {
            return true;
        }
        int glob = glob(path);
        for (String kept : buried) {
            if (kept.equals(path)
                    || isBelow(kept, path)
                    || isBelow(path, kept)
                    || glob > 0 && kept.regionMatches(0, path, 0, glob)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBelow(String path, String directory) {
        return path.length() > directory.length()
                && path.charAt(directory.length()) == '/'
                && path.startsWith(directory);
    }

    /** Where the first sign of a pattern stands in a path; negative where none does. */
    public static int glob(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '*' || c == '?' || c == '[') {
                return i;
            }
        }
        return -1;
    }
}
