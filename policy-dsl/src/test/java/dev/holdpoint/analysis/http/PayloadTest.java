package dev.holdpoint.analysis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Verb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

    private static final String MUTATION =
            "{\"query\":\"mutation{volumeDelete(volumeId:\\\"1\\\")}\"}";

    private static Reading post(byte[] body, String... headers) {
        return post(Body.of(body), headers);
    }

    private static Reading post(Body body, String... headers) {
        return Analysis.standard()
                .read(
                        new Operation.Http(
                                "POST",
                                "https://backboard.railway.app/graphql/v2",
                                java.util.Arrays.stream(headers)
                                        .map(h -> h.split(": ", 2))
                                        .map(h -> new Operation.Field(h[0], h[1]))
                                        .toList(),
                                body),
                        Surroundings.NOWHERE);
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(byte[] plain, boolean raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                new DeflaterOutputStream(bytes, new Deflater(Deflater.DEFAULT_COMPRESSION, raw))) {
            out.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void compressed_bodies_are_read() {
        byte[] plain = MUTATION.getBytes(StandardCharsets.UTF_8);
        assertEquals(Verb.DESTROY, post(gzip(plain), "Content-Encoding: gzip").verb());
        assertEquals(Verb.DESTROY, post(deflate(plain, false), "Content-Encoding: deflate").verb());
        assertEquals(Verb.DESTROY, post(deflate(plain, true), "Content-Encoding: deflate").verb());
        assertEquals(
                Verb.DESTROY,
                post(gzip(deflate(plain, false)), "Content-Encoding: deflate, gzip").verb());
    }

    /** Written by another implementation, since the decoder has no encoder. */
    @Test
    void brotli_is_read_and_bounded() {
        byte[] body =
                Base64.getDecoder()
                        .decode(
                                "Cx+AeyJxdWVyeSI6Im11dGF0aW9uIHsgdm9sdW1lRGVsZXRlKHZvbHVtZUlkOiBc"
                                        + "IjNkMmM0MmZiLTFcIikgfSJ9Aw==");
        assertEquals(Verb.DESTROY, post(body, "Content-Encoding: br").verb());
        byte[] cut = Arrays.copyOf(body, body.length - 9);
        assertEquals(Verb.UNKNOWN, post(cut, "Content-Encoding: br").verb());
        byte[] seventeenMegabytes =
                Base64.getDecoder().decode("y///P/gl8OKxQCD3/o///3/wSwDEYRGA7v0fAAACeAM=");
        assertInstanceOf(
                Payload.Unread.class,
                PayloadReader.read(Body.of(seventeenMegabytes), "", List.of("br")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void other_encodings_are_read(String charset) {
        byte[] body = MUTATION.getBytes(Charset.forName(charset));
        assertEquals(Verb.DESTROY, post(body).verb());
    }

    @Test
    void what_cannot_be_decoded_is_hidden() {
        byte[] plain = MUTATION.getBytes(StandardCharsets.UTF_8);
        for (Reading reading :
                List.of(
                        post(plain, "Content-Encoding: gzip"),
                        post(plain, "Content-Encoding: br"),
                        post(plain, "Content-Encoding: zstd"),
                        post(new byte[] {1, 2, 3, -1, 0}, "Content-Type: application/json"),
                        post(new Body.Unread("it is streamed")))) {
            assertEquals(Verb.UNKNOWN, reading.verb());
            assertTrue(reading.effects().get(0).opaque());
        }
    }

    @Test
    void a_body_that_grows_past_the_bound_is_not_read() {
        byte[] bomb = gzip(new byte[PayloadReader.MOST_BYTES + 1]);
        assertTrue(bomb.length < 100_000);
        assertInstanceOf(
                Payload.Unread.class, PayloadReader.read(Body.of(bomb), "", List.of("gzip")));
    }

    @Test
    void deep_nesting_is_hidden_and_large_white_space_is_not() {
        String deep = "[".repeat(10_000) + MUTATION + "]".repeat(10_000);
        assertEquals(Verb.UNKNOWN, post(deep.getBytes(StandardCharsets.UTF_8)).verb());
        String late = " ".repeat(1 << 20) + MUTATION;
        assertEquals(Verb.DESTROY, post(late.getBytes(StandardCharsets.UTF_8)).verb());
    }

    @Test
    void an_unread_body_matters_only_where_the_request_does_not_tell() {
        Body unread = new Body.Unread("it is streamed");
        assertEquals(
                Verb.WRITE,
                Requests.read(
                                new Operation.Http(
                                        "PUT",
                                        "https://photos.s3.eu-west-1.amazonaws.com/a.jpg",
                                        List.of(),
                                        unread))
                        .verb());
        assertEquals(
                Verb.UNKNOWN,
                Requests.read(
                                new Operation.Http(
                                        "POST", "https://api.example.com/x", List.of(), unread))
                        .verb());
        Reading delete =
                Requests.read(
                        new Operation.Http(
                                "DELETE", "https://api.example.com/x/1", List.of(), unread));
        assertEquals(Verb.DESTROY, delete.verb());
    }

    @Test
    void a_body_is_a_table_by_json_pointer() {
        Effect http =
                Requests.read(
                                Requests.of(
                                        "POST",
                                        "https://api.example.com/v1/things",
                                        "Content-Type: application/json",
                                        "{\"a\":{\"b/c\":[1,\"x\"]},\"d~e\":null}"))
                        .effects()
                        .get(0);
        Fact.Table body = (Fact.Table) http.fact(Attribute.BODY);
        assertEquals(
                java.util.Map.of(
                        "/a/b~1c/0", Fact.text("1"),
                        "/a/b~1c/1", Fact.text("x"),
                        "/d~0e", Fact.text("null")),
                body.entries());
        assertTrue(body.complete());
        assertEquals(Fact.number(32), http.fact(Attribute.SIZE));
    }
}
