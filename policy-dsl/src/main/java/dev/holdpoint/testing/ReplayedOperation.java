package dev.holdpoint.testing;

import dev.holdpoint.session.Replay;
import dev.holdpoint.session.SessionFile;

/**
 * An operation of a session and what the policy says of it now.
 *
 * @param line the record and where it stands
 * @param judged the verdict under the policy of the test
 */
public record ReplayedOperation(SessionFile.Line line, Replay.Judged judged) {}
