package dev.holdpoint.guard.store;

import java.util.List;
import java.util.Optional;

/** Where requests, approvals and consumptions lie; see the package. Thread-safe. */
public interface Store {

    /** Ids of all requests, newest first. */
    List<String> requests() throws StoreException;

    /** The stored text of a request. */
    Optional<String> request(String id) throws StoreException;

    /** Stores the request if there is none of that id; returns the one that is stored then. */
    String offer(String id, String request) throws StoreException;

    /** The signed statements about a request. Nothing about them has been checked. */
    List<String> statements(String id) throws StoreException;

    /** Adds a signed statement. */
    void add(String id, String statement) throws StoreException;

    /**
     * Takes one use of an approval. True for exactly one call, whatever the threads and JVMs; then
     * it is on the disk.
     *
     * @param use from 0
     */
    boolean consume(String id, int use, String note) throws StoreException;

    /** Whether that use is taken. */
    boolean isConsumed(String id, int use) throws StoreException;

    /** Whether everything is to be denied. */
    boolean isKilled();

    /** Switches it, with a note by whom or why. */
    void kill(boolean on, String note) throws StoreException;
}
