package dev.holdpoint.analysis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Reach;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpFactsTest {

    private static Effect http(String method, String url, String headers, String body) {
        return Requests.read(Requests.of(method, url, headers, body)).effects().get(0);
    }

    private static Fact several(String... values) {
        return Fact.oneOf(List.of(values).stream().map(Fact::text).toList());
    }

    @Test
    void a_plain_request_has_plain_facts() {
        Effect e = http("get", "HTTPS://API.example.com/v1/%61?x=1", "Accept: */*", "");
        assertEquals(Fact.text("GET"), e.fact(Attribute.METHOD));
        assertEquals(Fact.text("https"), e.fact(Attribute.SCHEME));
        assertEquals(Fact.text("api.example.com"), e.fact(Attribute.HOST));
        assertEquals(Fact.number(443), e.fact(Attribute.PORT));
        assertEquals(Fact.text("/v1/a"), e.fact(Attribute.PATH));
        assertEquals(Fact.number(0), e.fact(Attribute.SIZE));
        assertEquals(Fact.ABSENT, e.fact(Attribute.BODY));
        assertEquals(Reach.REMOTE, e.reach());
        assertEquals("GET https://api.example.com/v1/a", e.summary());
    }

    @Test
    void an_override_makes_the_method_several() {
        Effect e = http("POST", "https://a.example/v1/x", "X-HTTP-Method-Override: delete", "");
        assertEquals(several("POST", "DELETE"), e.fact(Attribute.METHOD));
    }

    @Test
    void a_host_header_of_another_host_makes_the_host_several() {
        Effect e = http("GET", "https://a.example/", "Host: B.example:8443", "");
        assertEquals(several("a.example", "b.example"), e.fact(Attribute.HOST));
        Effect same = http("GET", "https://a.example/", "Host: A.EXAMPLE.", "");
        assertEquals(Fact.text("a.example"), same.fact(Attribute.HOST));
    }

    @Test
    void a_path_that_servers_read_differently_is_several() {
        Effect e = http("GET", "https://a.example//x;v=1/y", "", "");
        assertEquals(several("/x;v=1/y", "//x;v=1/y", "/x/y"), e.fact(Attribute.PATH));
    }

    @Test
    void a_repeated_parameter_has_several_values_and_a_credential_none_that_is_shown() {
        Effect e = http("GET", "https://a.example/?x=1&x=2&key=tok-123", "", "");
        Fact.Table query = (Fact.Table) e.fact(Attribute.QUERY);
        assertEquals(several("1", "2"), query.entries().get("x"));
        assertInstanceOf(Fact.Unknown.class, query.entries().get("key"));
    }

    @Test
    void of_headers_only_listed_values_are_shown() {
        Effect e = http("GET", "https://a.example/", "Accept: text/html ;; X-Own: v", "");
        Fact.Table headers = (Fact.Table) e.fact(Attribute.HEADERS);
        assertEquals(Fact.text("text/html"), headers.entries().get("accept"));
        assertInstanceOf(Fact.Unknown.class, headers.entries().get("x-own"));
        assertTrue(headers.complete());
    }

    @Test
    void what_is_not_known_is_unknown() {
        Effect e = http("GET", "https://${unknown}/v1/${unknown}?x=${unknown}", "", "");
        assertInstanceOf(Fact.Unknown.class, e.fact(Attribute.HOST));
        assertInstanceOf(Fact.Unknown.class, e.fact(Attribute.PATH));
        Fact.Table query = (Fact.Table) e.fact(Attribute.QUERY);
        assertInstanceOf(Fact.Unknown.class, query.entries().get("x"));
    }
}
