package dev.holdpoint.it;

import static dev.holdpoint.it.Outcomes.assertOutcomes;

import dev.holdpoint.it.app.Http2App;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Http2Test {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("dev.holdpoint.it.GuardedJvm#jdks")
    void everyStreamOfAConnectionIsJudgedAndWhatIsDeniedNeverReachesTheServer(
            Path jdk, @TempDir Path directory) throws Exception {
        GuardedJvm.Ended ended =
                GuardedJvm.on(jdk)
                        .probing(directory)
                        .jvm("--add-opens=java.net.http/jdk.internal.net.http=ALL-UNNAMED")
                        .run(Http2App.class);
        assertOutcomes(
                ended,
                """
                before any connection | stopped
                before any connection, reached | ran 0
                the upgrade | ran 200 HTTP_2
                the upgrade, reached | ran 1
                on a connection that is there | ran 200 HTTP_2
                on a connection that is there, reached | ran 1
                a body | ran 200 HTTP_2 true
                a body, reached | ran 1
                forbidden | stopped
                forbidden, reached | ran 0
                by a method handle | stopped
                by a method handle, reached | ran 0
                behind the facade | InvocationTargetException of stopped
                behind the facade, reached | ran 0
                redirected to what is allowed | ran 200 HTTP_2
                redirected to what is allowed, reached | ran 2
                redirected to what is forbidden | stopped
                redirected to what is forbidden, reached | ran 1
                200 at once, every other one forbidden | ran 100 through, 100 stopped
                200 at once, every other one forbidden, reached | ran 100
                forbidden, reached in all | ran 0
                connections | ran 1
                """);
    }
}
