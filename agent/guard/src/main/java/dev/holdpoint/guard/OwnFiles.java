package dev.holdpoint.guard;

import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Verb;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The built-in rule: an operation that would change Holdpoint's own files (policy, store, audit,
 * recording, jar, key, kill files) is denied whatever the policy says. It errs to the side of
 * denying: a directory above them that is destroyed, a pattern that could reach them and a script
 * that only mentions them while it changes something count as well. Immutable.
 */
final class OwnFiles {

    private static final List<Attribute> CHANGED =
            List.of(Attribute.PATHS_WRITTEN, Attribute.PATHS_DESTROYED);

    private final List<Path> own;
    private final List<String> mentions;
    private final Surroundings surroundings;

    OwnFiles(Set<Path> files, Surroundings surroundings) {
        this.surroundings = surroundings;
        List<Path> all = new ArrayList<>();
        for (Path file : files) {
            Path absolute = file.toAbsolutePath().normalize();
            all.add(absolute);
            surroundings
                    .real(absolute.toString())
                    .map(Path::of)
                    .filter(r -> !r.equals(absolute))
                    .ifPresent(all::add);
        }
        this.own = List.copyOf(all);
        this.mentions = all.stream().map(Path::toString).toList();
    }

    /** The file that the operation would touch. */
    Optional<String> touched(Operation operation, Reading reading) {
        if (own.isEmpty()) {
            return Optional.empty();
        }
        for (Effect effect : reading.effects()) {
            if (effect.kind() == Kind.EXEC) {
                Optional<String> hit = touched(effect);
                if (hit.isPresent()) {
                    return hit;
                }
            }
        }
        if (operation instanceof Operation.Exec exec && reading.verb() != Verb.READ) {
            for (String word : exec.argv()) {
                for (String mention : mentions) {
                    if (word.contains(mention)) {
                        return Optional.of(mention);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> touched(Effect effect) {
        for (Attribute attribute : CHANGED) {
            Optional<String> hit =
                    touched(effect.fact(attribute), attribute == Attribute.PATHS_DESTROYED);
            if (hit.isPresent()) {
                return hit;
            }
        }
        boolean sorted = CHANGED.stream().anyMatch(a -> !(effect.fact(a) instanceof Fact.Absent));
        return effect.verb() == Verb.READ || sorted
                ? Optional.empty()
                : touched(effect.fact(Attribute.PATHS), effect.verb() == Verb.DESTROY);
    }

    private Optional<String> touched(Fact paths, boolean destroyed) {
        if (!(paths instanceof Fact.Texts texts)) {
            return Optional.empty();
        }
        for (String path : texts.elements()) {
            for (Path file : own) {
                if (reaches(path, file, destroyed)) {
                    return Optional.of(file.toString());
                }
            }
        }
        return Optional.empty();
    }

    private boolean reaches(String path, Path file, boolean destroyed) {
        int glob = firstOf(path, "*?[{");
        if (glob >= 0) {
            String before = path.substring(0, glob);
            String own = file.toString();
            if (own.startsWith(before)) {
                return true;
            }
            if (glob == 0 || path.lastIndexOf('/', glob) < 0) {
                return surroundings
                        .directory()
                        .map(d -> own.startsWith(d + "/" + before))
                        .orElse(true);
            }
            return before.startsWith(own + "/");
        }
        Optional<Path> touched = absolute(path);
        if (touched.isEmpty()) {
            return false; // a path that cannot be resolved is judged by the policy, as unknown
        }
        Path plain = touched.get();
        Path real = surroundings.real(plain.toString()).map(Path::of).orElse(plain);
        return within(plain, file, destroyed) || within(real, file, destroyed);
    }

    private static boolean within(Path touched, Path file, boolean destroyed) {
        return touched.startsWith(file) || (destroyed && file.startsWith(touched));
    }

    private Optional<Path> absolute(String path) {
        try {
            Path p = Path.of(path);
            return p.isAbsolute()
                    ? Optional.of(p.normalize())
                    : surroundings.directory().map(d -> Path.of(d).resolve(p).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static int firstOf(String text, String any) {
        for (int i = 0; i < text.length(); i++) {
            if (any.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
