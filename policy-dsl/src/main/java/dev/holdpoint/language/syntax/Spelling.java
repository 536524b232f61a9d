package dev.holdpoint.language.syntax;

import java.util.Collection;
import java.util.Optional;

/** Finds what somebody may have meant. */
public final class Spelling {

    private Spelling() {}

    /** {@code did you mean …?} with the nearest of the candidates, if one is near. */
    public static Optional<String> suggest(String written, Collection<String> candidates) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = distance(written, candidate);
            if (distance < least || (distance == least && candidate.compareTo(best) < 0)) {
                least = distance;
                best = candidate;
            }
        }
        int most = Math.max(1, Math.min(written.length(), best.length()) / 3);
        return best.isEmpty() || least > most
                ? Optional.empty()
                : Optional.of("did you mean `" + best + "`?");
    }

    /** Insertions, deletions, changes and swaps of neighbours, each 1; case does not count. */
    static int distance(String a, String b) {
        if (a.length() > 64 || b.length() > 64) {
            return a.equals(b) ? 0 : Integer.MAX_VALUE;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                char x = Character.toLowerCase(a.charAt(i - 1));
                char y = Character.toLowerCase(b.charAt(j - 1));
                int least = Math.min(d[i - 1][j], d[i][j - 1]) + 1;
                least = Math.min(least, d[i - 1][j - 1] + (x == y ? 0 : 1));
                if (i > 1
                        && j > 1
                        && x == Character.toLowerCase(b.charAt(j - 2))
                        && y == Character.toLowerCase(a.charAt(i - 2))) {
                    least = Math.min(least, d[i - 2][j - 2] + 1);
                }
                d[i][j] = least;
            }
        }
        return d[a.length()][b.length()];
    }
}
