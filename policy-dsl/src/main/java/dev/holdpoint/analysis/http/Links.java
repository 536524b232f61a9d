package dev.holdpoint.analysis.http;

import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code GET} and its like do at a host that nobody knows. They should be safe, and with old
 * applications they are not: a link such as {@code /users/7/delete} is followed and carried out.
 *
 * <ul>
 *   <li>A last segment that is nothing but a destructive verb is stopped; a name that merely
 *       contains the word ({@code /delete-requests}, {@code /deletions}) is not.
 *   <li>So is such a verb that stands before what it is to be done to ({@code /users/delete/7}), or
 *       with its object before arguments ({@code /deleteUser?id=7}).
 *   <li>A page <em>about</em> such a verb is read ({@code /wiki/Delete}, {@code
 *       /docs/api/customers/delete}): its place says that it is one, and neither its path nor its
 *       query names anything that could be deleted.
 * </ul>
 */
final class Links {

    /** What stands right before a title. */
    private static final Set<String> TITLED =
            Set.of(
                    "wiki",
                    "dictionary",
                    "definition",
                    "definitions",
                    "define",
                    "thesaurus",
                    "synonyms",
                    "word",
                    "words",
                    "glossary",
                    "term",
                    "terms",
                    "tag",
                    "tags",
                    "tagged",
                    "topic",
                    "topics",
                    "category",
                    "r",
                    "crates",
                    "package",
                    "help",
                    "faq",
                    "blog",
                    "articles",
                    "search");

    /** Where documentation begins, or a repository's files. */
    private static final Set<String> DOCUMENTED =
            Set.of(
                    "docs",
                    "doc",
                    "documentation",
                    "reference",
                    "api-reference",
                    "manual",
                    "man",
                    "refman",
                    "guide",
                    "guides",
                    "tutorial",
                    "tutorials",
                    "learn",
                    "kb",
                    "blob",
                    "tree");

    /** What parts documentation, and no document is called. */
    private static final Set<String> CHAPTERS =
            Set.of(
                    "api",
                    "apis",
                    "rest",
                    "sdk",
                    "cli",
                    "http",
                    "web",
                    "sql",
                    "graphql",
                    "commands",
                    "commandline",
                    "command-line",
                    "methods",
                    "statements",
                    "operations",
                    "functions",
                    "endpoints",
                    "reference",
                    "api-reference",
                    "sql-reference",
                    "references",
                    "guides",
                    "guide",
                    "tutorials",
                    "refman",
                    "latest",
                    "stable",
                    "current",
                    "main",
                    "master",
                    "en",
                    "en-us");

    /**
     * Hosts of documentation by their first label; a company's documents may lie at {@code docs}.
     */
    private static final Set<String> LIBRARIES =
            Set.of(
                    "docs",
                    "doc",
                    "documentation",
                    "developer",
                    "developers",
                    "devdocs",
                    "learn",
                    "wiki",
                    "kb",
                    "man",
                    "reference");

    /** Hosts that are nothing but documentation, though their names do not say so. */
    private static final Set<String> SITES = Set.of("redis.io", "valkey.io");

    /** Parameters by which a page is shown in another way. */
    private static final Set<String> SHOWN = Set.of("hl", "lang", "view", "tabs", "pivots", "ref");

    /** What lists what was done: there an action is what is looked for. */
    static final Set<String> RECORDS =
            Set.of(
                    "audit",
                    "audits",
                    "audit-logs",
                    "audit-log",
                    "audit-events",
                    "audit-event",
                    "audit-entries",
                    "audit_events",
                    "audit_logs",
                    "auditevents",
                    "logs",
                    "activity",
                    "activities");

    private Links() {}

    /** What a method that reads does at that path. */
    static Verb verb(List<String> segments, Request request) {
        Optional<Verb> said = Optional.empty();
        if (!segments.isEmpty()) {
            said = named(segments, request).filter(v -> v.compareTo(Verb.GRANT) >= 0);
        }
        if (said.isPresent() && !isPage(segments, request)) {
            return said.get();
        }
        return Asked.of(request)
                .filter(v -> v.compareTo(Verb.GRANT) >= 0 && !looksFor(segments, request))
                .orElse(Verb.READ);
    }

    private static Optional<Verb> named(List<String> segments, Request request) {
        int n = segments.size();
        String written = segments.get(n - 1);
        String last = Conventions.last(written);
        // A file's ending makes it a file: delete.css. Behind an id some servers cut endings off.
        boolean file = last.indexOf('.') > 0 && !isBehindId(segments);
        Optional<Verb> said = file ? Optional.empty() : Words.bundled().bare(lastWord(last));
        if (file && !request.url().query().isEmpty()) {
            // api.example.com/wall.delete?post=7
            said = Words.bundled().bare(last.substring(last.lastIndexOf('.') + 1));
        }
        boolean method = written.indexOf('-') < 0 && request.hosts().stream().anyMatch(Links::api);
        boolean listed =
                written.indexOf('-') > 0
                        && last.endsWith("s")
                        && (request.url().query().stream().allMatch(Links::pages)
                                || isOfRules(last));
        boolean arguments = !listed && !request.url().query().isEmpty() || written.indexOf('(') > 0;
        if (!file && (method || arguments)) {
            said = Conventions.stricter(said, Words.bundled().command(last));
        }
        for (int i = 0; i < n - 1 && !file; i++) {
            String segment = segments.get(i);
            said = Conventions.stricter(said, Words.bundled().order(segment));
            if (i >= n - 3 && Conventions.isId(written)) {
                said = Conventions.stricter(said, Words.bundled().command(segment));
            }
        }
        return said;
    }

    /** {@code /users/7/delete.css}, {@code /users/7/delete/x.css}. */
    private static boolean isBehindId(List<String> segments) {
        for (int i = Math.max(0, segments.size() - 3); i < segments.size() - 1; i++) {
            String segment = segments.get(i);
            if (segment.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return true;
            }
        }
        return false;
    }

    /** At such a host a name with its object is a method: {@code api.example.com/deleteWebhook}. */
    private static boolean api(String host) {
        return host.startsWith("api.");
    }

    /** {@code volumes:purge} → {@code purge}; {@code delete.php} → {@code delete}. */
    static String lastWord(String segment) {
        String s = segment.substring(segment.lastIndexOf(':') + 1);
        int dot = s.indexOf('.');
        return dot > 0 ? s.substring(0, dot) : s;
    }

    /** {@code /audit?action=delete_user}; but {@code /logs?action=delete} may delete them. */
    private static boolean looksFor(List<String> segments, Request request) {
        return !segments.isEmpty()
                && RECORDS.contains(segments.get(segments.size() - 1).toLowerCase(Locale.ROOT))
                && request.url().query().stream()
                        .allMatch(f -> Words.bundled().bare(f.value()).isEmpty());
    }

    /** {@code purge-policies}: rules about it, whatever is asked of their list. */
    private static boolean isOfRules(String last) {
        return last.endsWith("-policies")
                || last.endsWith("-rules")
                || last.endsWith("-schedules")
                || last.endsWith("-requests");
    }

    /** Whether the place says that it is a page, and nothing is named that could be deleted. */
    private static boolean isPage(List<String> segments, Request request) {
        if (!request.methods().equals(Set.of("GET")) && !request.methods().equals(Set.of("HEAD"))
                || !(request.payload() instanceof Payload.None)
                || !request.url().query().stream().allMatch(Links::shows)) {
            return false;
        }
        int n = segments.size();
        if (n >= 2 && TITLED.contains(lower(segments, n - 2))) {
            return segments.subList(0, n - 2).stream()
                    .allMatch(s -> !Conventions.isId(s) || isVersion(s));
        }
        boolean library =
                !request.hosts().isEmpty()
                        && request.hosts().stream()
                                .allMatch(
                                        h ->
                                                LIBRARIES.contains(h.split("\\.", 2)[0])
                                                        || SITES.contains(h));
        int first = library ? 0 : documentation(segments);
        if (first < 0) {
            return false;
        }
        boolean chapter = library || first >= n - 1;
        for (int i = first; i < n - 1; i++) {
            String segment = lower(segments, i);
            boolean version = isVersion(segment);
            if (segment.indexOf('%') >= 0 || Conventions.isId(segment) && !version) {
                return false;
            }
            chapter |= version || CHAPTERS.contains(segment);
        }
        return chapter;
    }

    /** {@code /purge-policies?limit=50} lists what {@code /purge-policies?id=7} may purge. */
    private static boolean pages(Field f) {
        return PAGING.contains(f.name().toLowerCase(Locale.ROOT));
    }

    private static final Set<String> PAGING =
            Set.of(
                    "limit",
                    "offset",
                    "page",
                    "page_size",
                    "pagesize",
                    "per_page",
                    "perpage",
                    "cursor",
                    "sort",
                    "sort_by",
                    "order",
                    "order_by",
                    "fields",
                    "include",
                    "expand",
                    "page_token",
                    "pagetoken",
                    "next_token");

    private static boolean shows(Field f) {
        boolean named = f.name().startsWith("utm_") || SHOWN.contains(f.name());
        return named && !(f.value().chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    /** The place behind the first segment that begins documentation; -1 where none does. */
    private static int documentation(List<String> segments) {
        for (int i = 0; i < segments.size() - 1; i++) {
            if (DOCUMENTED.contains(lower(segments, i))) {
                return i + 1;
            }
        }
        return -1;
    }

    /** {@code v1}, {@code 8.0}; a bare number is an id. */
    private static boolean isVersion(String segment) {
        int start = segment.startsWith("v") ? 1 : 0;
        return segment.length() > start
                && segment.length() <= 8
                && (start == 1 || segment.indexOf('.') > 0)
                && segment.chars().skip(start).allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }

    private static String lower(List<String> segments, int at) {
        return segments.get(at).toLowerCase(Locale.ROOT);
    }
}
