package dev.holdpoint.analysis.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EffectFactsTest {

    private static final Analysis ANALYSIS = Analysis.standard();

    private static List<Effect> effects(String... argv) {
        return ANALYSIS.read(
                        new Operation.Exec(
                                List.of(argv),
                                Optional.of("/work/repo"),
                                Map.of(),
                                true,
                                Body.EMPTY),
                        Surroundings.NOWHERE)
                .effects();
    }

    private static Effect last(String... argv) {
        List<Effect> all = effects(argv);
        return all.get(all.size() - 1);
    }

    private static Set<String> texts(Effect e, Attribute a) {
        return ((Fact.Texts) e.fact(a)).elements();
    }

    @Test
    void threeSpellingsOfTheSameOptionsAreOne() {
        Set<String> both = Set.of("recursive", "force");
        assertEquals(both, texts(last("rm", "-rf", "x"), Attribute.FLAGS));
        assertEquals(both, texts(last("rm", "-r", "--force", "x"), Attribute.FLAGS));
        assertEquals(both, texts(last("rm", "--recurs", "-f", "x"), Attribute.FLAGS));
    }

    @Test
    void pathsAreResolvedAgainstTheDirectory() {
        Effect rm = last("rm", "-rf", "src/../lib", "../other", "/etc/./x");
        assertEquals(
                Set.of("/work/repo/lib", "/work/other", "/etc/x"),
                texts(rm, Attribute.PATHS_DESTROYED));
        assertEquals(texts(rm, Attribute.PATHS_DESTROYED), texts(rm, Attribute.PATHS));
    }

    @Test
    void aWordOfAnArgvIsNeverExpanded() {
        assertEquals(
                Set.of("/work/repo/$X", "/work/repo/*"),
                texts(last("rm", "-rf", "$X", "*"), Attribute.PATHS_DESTROYED));
    }

    @Test
    void aProgramWithoutPathsHasNoneRatherThanNoFact() {
        assertEquals(Fact.NONE, last("echo", "rm", "-rf", "/").fact(Attribute.PATHS));
    }

    @Test
    void whatSudoStartsRunsAsItsUser() {
        List<Effect> all = effects("sudo", "-u", "postgres", "dropdb", "prod");
        assertTrue(all.get(0).carrier());
        assertEquals(Fact.text("postgres"), all.get(1).fact(Attribute.USER));
        assertEquals(Verb.DESTROY, all.get(1).verb());
        assertEquals(Optional.of(all.get(0)), all.get(1).parent());
    }

    @Test
    void whatSshStartsRunsOnItsHost() {
        Effect rm = last("ssh", "-p", "22", "ops@Db1.example.org", "rm", "-rf", "/srv");
        assertEquals(Fact.text("db1.example.org"), rm.fact(Attribute.HOST));
        assertEquals(Reach.REMOTE, rm.reach());
    }

    @Test
    void aCloudCallNamesItsAction() {
        Effect aws =
                last(
                        "aws",
                        "--region",
                        "eu-1",
                        "ec2",
                        "terminate-instances",
                        "--instance-ids",
                        "i-1");
        assertEquals(Fact.text("ec2:TerminateInstances"), aws.fact(Attribute.ACTION));
        assertEquals(Reach.REMOTE, aws.reach());
        assertEquals(Fact.text("instance"), aws.fact(Attribute.TARGET));
    }

    @Test
    void curlBecomesTheRequestThatItWouldSend() {
        Effect http = last("curl", "-XDELETE", "-uops:s3cret", "api.example.org/v1/x");
        assertEquals(Kind.HTTP, http.kind());
        assertEquals(Fact.text("DELETE"), http.fact(Attribute.METHOD));
        assertEquals(Fact.text("api.example.org"), http.fact(Attribute.HOST));
    }

    @Test
    void noSummaryCarriesASecret() {
        for (Effect e : effects("curl", "-u", "ops:s3cret", "https://me:s3cret@api.example.org/")) {
            assertFalse(e.summary().contains("s3cret"), e.summary());
        }
        for (Effect e : effects("mysql", "-h", "db", "--password=s3cret", "-e", "select 1")) {
            assertFalse(e.summary().contains("s3cret"), e.summary());
        }
    }

    @Test
    void aConnectionIsReadFromTheOptionsOfTheClient() {
        Effect sql = last("psql", "postgres://me:pw@Prod-1:5432/shop", "-c", "select 1");
        assertEquals(Kind.SQL, sql.kind());
        assertEquals(Fact.text("prod-1"), sql.fact(Attribute.HOST));
    }

    @Test
    void aShellThatIsFedSomethingUnreadIsOpaque() {
        Effect sh =
                ANALYSIS.read(
                                new Operation.Exec(
                                        List.of("bash"),
                                        Optional.empty(),
                                        Map.of(),
                                        true,
                                        new Body.Unread("a pipe")),
                                Surroundings.NOWHERE)
                        .effects()
                        .get(0);
        assertEquals(Verb.UNKNOWN, sh.verb());
        assertTrue(sh.opaque());
    }

    @Test
    void aBuildDirectoryIsScrapOnlyWhereTheOperationStarted() {
        assertEquals(Verb.WRITE, last("rm", "-rf", "target").verb());
        assertEquals(Verb.DESTROY, last("rm", "-rf", "/srv/app/target").verb());
        assertEquals(Verb.DESTROY, last("rm", "-rf", "target", "src").verb());
        assertEquals(Verb.DESTROY, last("rm", "-rf", "/tmp").verb());
    }
}
