package shaded.reactor.core.scheduler;

/** Named as Reactor's marker is where somebody has shaded it. */
public interface NonBlocking {}
