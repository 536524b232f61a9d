package dev.holdpoint.analysis;

import java.util.Map;
import java.util.Optional;

/** The surroundings of a process that inherits no variable: all that it has, the start declares. */
record Uninherited(Surroundings inner) implements Surroundings {

    @Override
    public Found read(String path, int most) {
        return inner.read(path, most);
    }

    @Override
    public Optional<String> real(String path) {
        return inner.real(path);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public boolean environmentKnown() {
        return true;
    }

    @Override
    public Optional<String> directory() {
        return inner.directory();
    }

    @Override
    public Optional<String> home() {
        return inner.home();
    }
}
