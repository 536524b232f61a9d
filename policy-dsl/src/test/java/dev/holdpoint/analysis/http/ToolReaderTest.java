package dev.holdpoint.analysis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.effect.Verb;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolReaderTest {

    @Test
    void a_framework_s_tool_call_is_attribution() {
        Effect tool =
                Requests.read(
                                new Operation.Tool(
                                        "langchain4j",
                                        "delete_volume",
                                        "{\"id\":\"7\",\"opts\":{\"force\":true,\"tags\":[\"a\"]}}"))
                        .effects()
                        .get(0);
        assertEquals(Verb.READ, tool.verb());
        assertEquals(Reach.LOCAL, tool.reach());
        assertEquals(Fact.text("delete_volume"), tool.fact(Attribute.NAME));
        assertEquals(Fact.text("langchain4j"), tool.fact(Attribute.FRAMEWORK));
        assertEquals(
                new Fact.Table(
                        Map.of(
                                "id", Fact.text("7"),
                                "opts.force", Fact.text("true"),
                                "opts.tags.0", Fact.text("a")),
                        true),
                tool.fact(Attribute.ARGUMENTS));
    }

    @Test
    void arguments_that_cannot_be_read_are_unknown() {
        for (String arguments : new String[] {"{", "{\"a\":1,\"a\":2}", "{} {}"}) {
            Effect tool = Requests.read(new Operation.Tool("mcp", "t", arguments)).effects().get(0);
            assertInstanceOf(Fact.Unknown.class, tool.fact(Attribute.ARGUMENTS));
        }
    }

    @Test
    void a_remote_tool_call_does_what_its_name_says_or_runs() {
        assertEquals(Verb.DESTROY, remote("delete_volume").verb());
        assertEquals(Verb.RUN, remote("frobnicate").verb());
        assertEquals(Verb.READ, remote("list_volumes").verb());
        assertTrue(remote("frobnicate").parent().isPresent());
    }

    private static Effect remote(String name) {
        Effect tool =
                Requests.read(
                                Requests.of(
                                        "POST",
                                        "https://mcp.example.com/mcp",
                                        "Content-Type: application/json",
                                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
                                                + "\"params\":{\"name\":\""
                                                + name
                                                + "\",\"arguments\":{\"id\":7}}}"))
                        .effects()
                        .get(1);
        assertEquals(Kind.TOOL, tool.kind());
        return tool;
    }
}
