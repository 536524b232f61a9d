package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Document;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation.Field;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/**
 * Reads a body: takes the content codings off, then the character encoding, then the structure. The
 * content type is a hint and not believed: servers sniff too, and the incident's request had none.
 * Text that is JSON is read as JSON under any textual type, and CBOR, in which AWS takes the same
 * bodies, becomes the same tree.
 */
final class PayloadReader {

    /** Bytes after decompression; a body that grows past it is not read. */
    static final int MOST_BYTES = 16 << 20;

    private PayloadReader() {}

    static Payload read(Body body, String contentType, List<String> codings) {
        if (body instanceof Body.Empty) {
            return new Payload.None();
        }
        if (body instanceof Body.Unread u) {
            return new Payload.Unread(u.why());
        }
        byte[] bytes = ((Body.Bytes) body).content();
        for (int i = codings.size() - 1; i >= 0; i--) {
            Optional<byte[]> plain = decode(bytes, codings.get(i));
            if (plain.isEmpty()) {
                return new Payload.Unread("the body is coded as " + codings.get(i));
            }
            bytes = plain.get();
        }
        String type = contentType.toLowerCase(Locale.ROOT);
        boolean cbor = type.contains("cbor");
        if (cbor || mayBeCbor(bytes, type)) {
            Optional<Document> document = Document.ofCbor(bytes);
            if (cbor && document.isEmpty()) {
                document = recorded(bytes).flatMap(Document::ofCbor);
            }
            if (document.isPresent()) {
                return new Payload.JsonText(document.get());
            }
            if (cbor) {
                return new Payload.Unread("the body is not the CBOR that it says it is");
            }
        }
        if (!readable(type)) {
            return new Payload.Unread("the body is in a character set that is not read");
        }
        Optional<String> text = text(bytes, type);
        if (text.isEmpty()) {
            return new Payload.Binary("the body is not text");
        }
        return structure(text.get(), type, contentType);
    }

    /**
     * An array or an object of CBOR begins with a byte with which no text in UTF-8 begins, or with
     * the mark of the format (RFC 8949, section 3.4.6). A type that names another binary format is
     * believed, since the same bytes may be both.
     */
    private static boolean mayBeCbor(byte[] bytes, String type) {
        int first = bytes.length == 0 ? 0 : bytes[0] & 0xff;
        boolean marked =
                first == 0xd9
                        && bytes.length > 3
                        && bytes[1] == (byte) 0xd9
                        && bytes[2] == (byte) 0xf7;
        return marked
                || first >= 0x80
                        && first < 0xc0
                        && (type.isEmpty() || UNSAID.stream().anyMatch(type::contains));
    }

    /**
     * What a recording holds that keeps bodies as texts: a letter for each byte (as archives of
     * HTTP do, whose bodies name no coding). Sent so, no server would read it.
     */
    private static Optional<byte[]> recorded(byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.chars().allMatch(c -> c <= 0xff)
                    ? Optional.of(text.getBytes(StandardCharsets.ISO_8859_1))
                    : Optional.empty();
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    /** Types that clients send whatever they send. */
    private static final List<String> UNSAID = List.of("octet-stream", "json");

    private static Payload structure(String text, String type, String contentType) {
        String trimmed = text.strip();
        if (type.startsWith("multipart/") || trimmed.startsWith("--")) {
            Optional<List<Payload.Part>> parts = Multipart.read(text, contentType);
            if (parts.isPresent()) {
                return new Payload.Parts(parts.get());
            }
            if (type.startsWith("multipart/")) {
                return new Payload.Unread("the multipart body cannot be read");
            }
        }
        boolean likeJson = trimmed.startsWith("{") || trimmed.startsWith("[");
        if (likeJson || type.contains("json")) {
            Optional<Document> document = Document.read(text);
            if (document.isPresent()) {
                return new Payload.JsonText(document.get());
            }
            if (type.contains("json")) {
                return new Payload.Unread("the body is not the JSON that it says it is");
            }
        }
        if (type.contains("yaml")) {
            Optional<Document> document = Document.ofYaml(text);
            return document.isPresent()
                    ? new Payload.JsonText(document.get())
                    : new Payload.Unread("YAML that is not read");
        }
        if (type.startsWith("application/x-www-form-urlencoded")
                || type.isEmpty() && FormFields.looksLikeForm(trimmed)) {
            Optional<List<Field>> fields = FormFields.read(trimmed);
            return fields.isPresent()
                    ? new Payload.Form(fields.get(), trimmed)
                    : new Payload.Unread("the form has more than " + FormFields.MOST + " fields");
        }
        return new Payload.Text(text);
    }

    private static Optional<byte[]> decode(byte[] bytes, String coding) {
        try {
            return switch (coding) {
                case "identity", "", "aws-chunked", "chunked" -> Optional.of(bytes);
                case "gzip", "x-gzip" ->
                        bounded(new GZIPInputStream(new ByteArrayInputStream(bytes)));
                case "deflate" -> bounded(inflater(bytes));
                case "br" -> bounded(new BrotliInputStream(new ByteArrayInputStream(bytes)));
                default -> Optional.empty();
            };
        } catch (IOException | RuntimeException notSoCoded) {
            // a decoder that trips over its input has not read it
            return Optional.empty();
        }
    }

    /** With the zlib header that RFC 9110 asks for, or raw as some clients send it. */
    private static InputStream inflater(byte[] bytes) {
        boolean zlib =
                bytes.length > 1
                        && (bytes[0] & 0x0f) == 8
                        && ((bytes[0] & 0xff) * 256 + (bytes[1] & 0xff)) % 31 == 0;
        return new InflaterInputStream(new ByteArrayInputStream(bytes), new Inflater(!zlib));
    }

    private static Optional<byte[]> bounded(InputStream in) throws IOException {
        try (in) {
            byte[] plain = in.readNBytes(MOST_BYTES + 1);
            return plain.length > MOST_BYTES ? Optional.empty() : Optional.of(plain);
        }
    }

    private static Optional<String> text(byte[] bytes, String type) {
        Charset charset = charset(bytes, type);
        try {
            String text =
                    charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
            String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return plain.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(plain);
        } catch (CharacterCodingException notText) {
            return isText(bytes) ? Optional.of(new String(bytes, charset)) : Optional.empty();
        }
    }

    /**
     * Whether only letters beyond ASCII are wrong: it begins as text does, and has no control
     * characters. Servers (Go's {@code encoding/json}, PHP) put U+FFFD for such letters, or take
     * them as they are, and read the rest.
     */
    private static boolean isText(byte[] bytes) {
        for (byte b : bytes) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' || b == 0x7f) {
                return false;
            }
        }
        return bytes.length > 0 && bytes[0] > 0;
    }

    /** Character sets in which ASCII is ASCII, and those of Unicode that are told by looking. */
    private static final List<String> CHARSETS =
            List.of(
                    "utf-8",
                    "utf8",
                    "us-ascii",
                    "ascii",
                    "iso-8859-",
                    "latin1",
                    "windows-125",
                    "utf-16",
                    "utf-32");

    /** A server that believes the content type would read other letters than those seen here. */
    private static boolean readable(String type) {
        int at = type.indexOf("charset");
        if (at < 0) {
            return true;
        }
        String named = Multipart.parameter(type, "charset").orElse("");
        return type.indexOf("charset", at + 7) < 0 && CHARSETS.stream().anyMatch(named::startsWith);
    }

    /**
     * By byte order mark, then by the zero bytes that JSON has in UTF-16 and UTF-32, then UTF-8.
     */
    private static Charset charset(byte[] b, String type) {
        int n = b.length;
        if (n >= 4 && b[0] == 0 && b[1] == 0) {
            return Charset.forName("UTF-32BE");
        }
        if (n >= 4 && b[2] == 0 && b[3] == 0 && (b[1] == 0 || b[0] == -1 && b[1] == -2)) {
            return Charset.forName("UTF-32LE");
        }
        if (n >= 2 && (b[0] == -2 && b[1] == -1 || b[0] == 0)) {
            return StandardCharsets.UTF_16BE;
        }
        if (n >= 2 && (b[0] == -1 && b[1] == -2 || b[1] == 0)) {
            return StandardCharsets.UTF_16LE;
        }
        boolean latin = type.contains("charset=iso-8859-1") || type.contains("charset=latin1");
        return latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    }
}
