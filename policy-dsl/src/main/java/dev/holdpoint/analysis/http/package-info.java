/**
 * What an HTTP request, and a tool call, would do.
 *
 * <pre>
 *   Operation.Http ─▶ Url ─▶ PayloadReader ─▶ Request ─┬▶ Meanings ─┬▶ catalog  (what the provider calls it)
 *                                                      │            └▶ Conventions, Links, Asked, Words
 *                                                      ├▶ GraphqlRequests ─▶ graphql ─▶ GraphqlEffects
 *                                                      └▶ ContentRules, Batches, JsonRpc, Soap, SqlBodies,
 *                                                         CodeBodies, RedisCommands, Calls, Protections,
 *                                                         GoneStates, GivenRights, GitPush, SearchUpdates,
 *                                                         CloudControl, Submissions ─▶ Inside
 * </pre>
 *
 * <ol>
 *   <li>{@link dev.holdpoint.analysis.http.Url} makes the URL canonical ({@link
 *       dev.holdpoint.analysis.http.HostName}, {@link dev.holdpoint.analysis.http.PathReadings},
 *       {@link dev.holdpoint.analysis.http.FormFields}). What clients and servers read in more than
 *       one way has several readings, and the strictest counts; what has too many is unknown.
 *   <li>{@link dev.holdpoint.analysis.http.PayloadReader} takes the codings off the body and finds
 *       its structure by looking, not by believing the content type. JSON, YAML and CBOR become one
 *       kind of tree, so that every rule reads each of them.
 *   <li>{@link dev.holdpoint.analysis.http.Request} puts both together with the methods ({@link
 *       dev.holdpoint.analysis.http.MethodOverrides}) and hosts: an overriding method counts
 *       besides the request line's and a {@code Host} header besides the URL's host, since a server
 *       may follow either. The attribute is then several.
 *   <li>{@link dev.holdpoint.analysis.http.Meanings} asks the provider's {@linkplain
 *       dev.holdpoint.analysis.http.catalog catalog}, and where none knows, {@link
 *       dev.holdpoint.analysis.http.Conventions} by method, path and parameters ({@link
 *       dev.holdpoint.analysis.http.Links} for what should only read, {@link
 *       dev.holdpoint.analysis.http.Asked}) and {@link dev.holdpoint.analysis.http.Words}.
 *   <li>What the request carries is looked for: GraphQL, SQL, batches, JSON-RPC and MCP, SOAP, a
 *       command for a container, code for a console, a call that the body names, a protection that
 *       is switched off, rights that are given to somebody ({@link
 *       dev.holdpoint.analysis.http.GivenRights}), what is opened to everybody ({@link
 *       dev.holdpoint.analysis.http.Openings}), refs that a push deletes ({@link
 *       dev.holdpoint.analysis.http.GitPush}). It is handed to the inquiry as effects below the
 *       request, or adds to what the request does. Code and commands go as the command line that
 *       would run them here ({@link dev.holdpoint.analysis.http.Interpreters}, {@link
 *       dev.holdpoint.analysis.http.RedisCommands}), so that each language is read in one place.
 * </ol>
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>What is added takes nothing away.</b> {@code DELETE /volumes/7} with {@code {"query":
 *       "{me}"}} in its body, or with an {@code X-Amz-Target} of a read, still deletes. A request
 *       is a carrier only where its place or its whole form says that it is nothing else: a GraphQL
 *       endpoint, a batch, a JSON-RPC envelope, a catalog's SQL endpoint.
 *   <li><b>Text is not an instruction.</b> A chat completion that talks about {@code mutation {
 *       volumeDelete }} is a write to a model's provider: nothing there runs it. Only the positions
 *       that a protocol or a catalog names are read as GraphQL, SQL or names of actions.
 *   <li><b>A page is not what it is about.</b> {@code GET /docs/api/users/delete} is read where the
 *       place says that it is documentation and nothing in the URL names what could be deleted;
 *       {@code GET /users/7/delete} is not.
 *   <li><b>A mutation or remote procedure of unclear name</b> is {@code run}: code at the server
 *       that no catalog knows. Where its words say delete, purge, revoke and so on it is {@code
 *       destroy} or {@code grant}.
 *   <li><b>Switching a protection off destroys</b>, at providers that a catalog knows and at all
 *       others: deletion protection, backups and their retention, versions, locks, the audit log.
 *       {@link dev.holdpoint.analysis.http.Protections} goes by names alone, those of keys, places
 *       and operations ({@code protections.txt}), and the effect's target is {@code protection}.
 *       What is made without one passes: it never had one. So do columns of stored data, whatever
 *       they are called.
 *   <li><b>A change of rows by REST or GraphQL</b> is bounded by what bounds one of SQL: {@link
 *       dev.holdpoint.analysis.http.Postgrest} hands it on as the {@code UPDATE} that it is, and so
 *       does {@link dev.holdpoint.analysis.http.GraphqlConditions} where a {@code where} of GraphQL
 *       is more than an equation, or nothing, and {@link dev.holdpoint.analysis.http.SearchUpdates}
 *       for a query of Elasticsearch.
 *   <li><b>Stopping what others rely on destroys</b>, as the verb has it: instances, databases,
 *       services, but also users, keys and policies ({@link dev.holdpoint.analysis.http.Endings}).
 *       Jobs and runs are stopped every day.
 *   <li><b>What is only tried is read</b>: {@code dryRun} where the provider has it, and only if
 *       nothing in the request says otherwise ({@link dev.holdpoint.analysis.http.Trials}).
 *   <li><b>Hidden</b> (verb unknown, opaque) is what a server may act on and nobody here can read:
 *       an unread or wrongly coded body where method and catalog do not tell, a GraphQL endpoint
 *       without a document or with the id of one that the policy does not register ({@link
 *       dev.holdpoint.analysis.http.Persisted}), JSON with a key twice, web sockets. A {@code GET}
 *       with an unknown part is still a read; its facts are unknown.
 *   <li><b>A bound is no hiding place.</b> What has more fields, parts, calls or values than are
 *       read is hidden as a whole; texts and depths that can be walked in linear time have no bound
 *       of their own; of a name that is too long the end is read too. A letter that is not UTF-8
 *       spoils nothing but itself, since servers read the rest.
 *   <li><b>Credentials</b> are found by position ({@link dev.holdpoint.analysis.http.Credentials});
 *       of headers only the values on a list are shown.
 *   <li>{@code grant} is what changes who may do what: giving rights (policies, bindings, roles,
 *       owners, administrators), <b>making a credential</b> (an API key, an access or deploy token,
 *       a service account's key) and ending or changing one (revoke, rotate). Making one was a
 *       write once; an agent that is stuck on a credential makes itself another, so it is none.
 *       What is exchanged for a credential that one has already ({@code /oauth/token}) is a write,
 *       and so is a token that lets nobody in (push, device, card) and a member without rights.
 *       {@link dev.holdpoint.analysis.http.Rights} reads it from words, the catalogs know the rest.
 * </ul>
 */
@NullMarked
package dev.holdpoint.analysis.http;

import org.jspecify.annotations.NullMarked;
