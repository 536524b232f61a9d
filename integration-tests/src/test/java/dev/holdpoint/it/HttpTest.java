package dev.holdpoint.it;

import static dev.holdpoint.it.Outcomes.assertOutcomes;

import dev.holdpoint.it.app.HttpApp;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HttpTest {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("dev.holdpoint.it.GuardedJvm#jdks")
    void everyHopIsJudgedBeforeAByteLeavesAndWhatIsAllowedIsSentUnchanged(
            Path jdk, @TempDir Path directory) throws Exception {
        GuardedJvm.Ended ended =
                GuardedJvm.on(jdk).probing(directory).run(HttpApp.class, directory);
        assertOutcomes(
                ended,
                """
                sent unchanged: none | ran 200 true
                sent unchanged: a string | ran 200 true
                sent unchanged: bytes | ran 200 true
                sent unchanged: a part of bytes | ran 200 true
                sent unchanged: several arrays | ran 200 true
                sent unchanged: a file | ran 200 true
                sent unchanged: a stream | ran 200 true
                sent unchanged: a publisher of one's own | ran 200 true
                sent unchanged: 3 MB | ran 200 true
                sent unchanged: 3 MB of a stream | ran 200 true
                sent unchanged: 3 MB of a publisher | ran 200 true
                send | stopped
                send, reached | ran 0
                sendAsync, get | ExecutionException of stopped
                sendAsync, get, reached | ran 0
                sendAsync, join | CompletionException of stopped
                sendAsync, join, reached | ran 0
                by reflection | InvocationTargetException of stopped
                by reflection, reached | ran 0
                a body | stopped
                a body, reached | ran 0
                a body that takes its time | stopped
                a body that takes its time, reached | ran 0
                a body too long to be read | stopped
                a body too long to be read, reached | ran 0
                redirected to what is allowed | ran 200 again
                redirected to what is allowed, reached | ran 2
                redirected to what is forbidden | stopped
                redirected to what is forbidden, reached | ran 1
                a web socket | CompletionException of stopped
                a web socket, reached | ran 0
                HttpURLConnection GET | ran 200
                HttpURLConnection GET, reached | ran 1
                HttpURLConnection GET, forbidden | stopped
                HttpURLConnection GET, forbidden, reached | ran 0
                HttpURLConnection DELETE | ran 200
                HttpURLConnection DELETE, reached | ran 1
                HttpURLConnection DELETE, forbidden | stopped
                HttpURLConnection DELETE, forbidden, reached | ran 0
                HttpURLConnection, getInputStream | stopped
                HttpURLConnection, getInputStream again | stopped
                HttpURLConnection, a header only | stopped
                HttpURLConnection, a header only, reached | ran 0
                HttpURLConnection, redirected | stopped
                HttpURLConnection, redirected, reached | ran 1
                HttpURLConnection, a body | stopped
                HttpURLConnection, a body, reached | ran 0
                HttpURLConnection, another body | ran 200 true
                HttpURLConnection, another body, reached | ran 1
                HttpURLConnection, a streamed body | stopped
                HttpURLConnection, a streamed body, reached | ran 0
                """);
    }
}
