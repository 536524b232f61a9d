/**
 * What an SQL text would do.
 *
 * <p>{@link dev.holdpoint.analysis.sql.SqlReader} asks its {@code Memory} for a text that it has
 * read before; else {@code SqlText} reads it as the {@code Destination} does, which is the dialect
 * and what all effects there have in common, and is itself remembered for the last connections. The
 * {@code Lexer}, with {@code Quotes} and {@code Comments}, cuts it into {@code Tokens} exactly as
 * the {@code Dialect} does, since what is a string, a comment or a name decides what is a
 * statement; what all dialects read alike is cut in one loop, {@code Alike}. The {@code Walker}
 * goes over the statements; {@code Statements} decides by the words that begin one who reads it:
 *
 * <pre>
 *   text ─▶ Lexer ─▶ Tokens ─▶ Walker ─▶ Statements
 *                                          ├▶ Clauses      queries: columns, functions, what is nested
 *                                          │               ─▶ With, Sources (FROM), Into, ClientLines
 *                                          ├▶ Changes      INSERT, UPDATE, DELETE, MERGE
 *                                          │               ─▶ Bounding ─▶ Condition ─▶ Predicates ─▶ Operands, RowValues, Cases,
 *                                          │                  Ranges, Conventions, Searches, Unchanged; RowFree,
 *                                          │                  Trials, Alternatives, EitherWay, AtLength;
 *                                          │                  Subqueries ─▶ Ties, OwnRows, Series
 *                                          │               ─▶ Matching, TextIndex
 *                                          ├▶ Transfers    COPY, UNLOAD; files and programs ─▶ Files
 *                                          ├▶ Definitions  CREATE, ALTER, DROP, GRANT, and bodies
 *                                          ├▶ Dynamic      EXECUTE, PREPARE, CALL, DO ─▶ Constants, Template ─▶ (a text inside)
 *                                          ├▶ Variables    DECLARE, assignments ─▶ Constants ─▶ Session; Declared
 *                                          ├▶ Parts        where routines and parts of triggers begin (Oracle)
 *                                          ├▶ Settings     SET, RESET: the session, the server, a role
 *                                          └▶ StatementTable  what the first words alone tell
 *                      Bound: the same text with what is bound to its parameters, where that decides
 *                      Boundaries: what begins and what ends a statement; every reader asks it
 *                      Literals: what a quoted text stands for
 *                      Functions: what a call does, from functions.txt (FunctionTable) or from the same text;
 *                                 Jobs: what a scheduler is given to run
 *                      Consequences: settings, catalog tables and later words that make it worse
 *                      ─▶ Findings ─▶ Finding ─▶ one effect for each text of a batch
 *                            └▶ Mentions, Scope: where names stand ─▶ (when asked) Spelled, columns
 * </pre>
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Shape, not grammar.</b> No dialect is parsed whole: words that stand where a statement
 *       or a clause begins are understood, everything else is names and expressions. Vendor syntax
 *       therefore breaks nothing, and a statement that begins with a word nobody knows is {@code
 *       unknown}. Parentheses are matched by the lexer; a statement in them is one level of
 *       recursion, and levels are bounded, as are texts in texts.
 *   <li><b>Names are spelled out when they are asked for.</b> Most policies judge by verb, kind and
 *       condition; a reading keeps the places of names among the tokens, and the first who asks for
 *       tables, functions, columns or the summary has them told, in full. Room is time here: half a
 *       kilobyte more for each statement costs a tenth of reading it.
 *   <li><b>One effect for one text</b>, with sets over all its statements at every depth, since
 *       that is what the attributes say ({@code stmts}, {@code statements}); {@code where} is one
 *       value of several where statements differ. The verb is that of the strictest statement.
 *   <li><b>Defining is not doing.</b> A body in CREATE FUNCTION, PROCEDURE, TRIGGER, RULE, EVENT or
 *       TASK is read, and its kinds, tables and functions are listed, but the verb stays {@code
 *       write}; a call or a change later in the same text does what the body does. Where the body
 *       destroys, grants or was not read, the definition is opaque all the same: a later {@code
 *       SELECT f()} or INSERT says nothing of it. PREPARE counts as done for the same reason.
 *   <li><b>Computed texts</b> are folded where they are constant (concatenation, codes,
 *       hexadecimal, base64, variables that the same text set) and {@code unknown} and opaque where
 *       they are not. A variable is forgotten wherever it may get a value that is not read: INTO,
 *       {@code :=} in an expression, OUTPUT, FETCH, a branch or a loop, and where a length cuts it.
 *       A text in which only names are computed, by a function that quotes them ({@code %I}, {@code
 *       QUOTENAME}), is read with those names unknown, where the same is done whatever they are.
 *   <li><b>Opaque without being unknown</b> is what does something that its words do not say:
 *       EXPLAIN ANALYZE of a change, a program on the server, code that is not SQL, and what makes
 *       every later statement mean something else (SET ROLE, DISABLE ROW LEVEL SECURITY, triggers
 *       that are disabled, another owner, the modes that change quoting), or writes a file that is
 *       run or read as settings by others.
 *   <li><b>A function that no catalog knows computes</b>; a procedure that none knows is {@code
 *       run}; where a word of its name says delete, drop, purge and the like, and none before says
 *       that it only looks, it does that. Where one of its arguments is a statement that changes
 *       something beyond doubt, that counts as done, unless the catalog knows that it works on
 *       texts. Both stand in {@code functions}. The catalog of PostgreSQL is tested by calling the
 *       volatile functions of its pg_catalog whose arguments have simple types.
 *   <li><b>UPDATE without a condition that bounds destroys</b>, for what it overwrites is gone; so
 *       do REPLACE, INSERT OVERWRITE, CREATE OR REPLACE of what holds data, a MERGE whose condition
 *       says nothing of the rows, and what lets data expire. LIMIT does not bound; nor does a
 *       condition that looks at no row, that other tables alone decide, that compares rows with
 *       themselves, or that holds by what columns of such a name hold ({@code created_at <=
 *       now()}). A new role that is given nothing is a {@code write}; every other change of users
 *       is a {@code grant}.
 *   <li><b>An unknown dialect</b> is read as standard SQL and, where quotes or comments in the text
 *       mean something else elsewhere, in the other ways too; the same holds for comments that only
 *       some versions of a server take for SQL. The strictest reading counts.
 *   <li><b>Names</b> are folded as the dialect folds: lower case in PostgreSQL, upper case in
 *       Oracle, Snowflake and H2, lower case where case does not matter; where it depends on the
 *       server (MySQL) a name with capitals is listed both ways. A column without a qualifier is
 *       listed with every table that it may belong to. After {@code *} the columns are known in
 *       part.
 * </ul>
 *
 * <p>The vocabulary of {@code stmts} is {@link dev.holdpoint.analysis.sql.StatementKind}: {@code
 * select}, {@code select_into}, {@code insert}, {@code overwrite}, {@code replace}, {@code update},
 * {@code delete}, {@code merge}, {@code truncate}, {@code drop}, {@code undrop}, {@code create},
 * {@code create_or_replace}, {@code alter}, {@code drop_column}, {@code drop_partition}, {@code
 * change_type}, {@code change_owner}, {@code disable_security}, {@code rename}, {@code comment},
 * {@code grant}, {@code revoke}, {@code deny}, {@code user}, {@code set_role}, {@code
 * set_password}, {@code set}, {@code set_global}, {@code set_syntax}, {@code use}, {@code show},
 * {@code describe}, {@code explain}, {@code copy}, {@code copy_program}, {@code load}, {@code
 * unload}, {@code do}, {@code call}, {@code execute}, {@code prepare}, {@code deallocate}, {@code
 * declare}, {@code open}, {@code fetch}, {@code close}, {@code begin}, {@code commit}, {@code
 * rollback}, {@code savepoint}, {@code release}, {@code lock}, {@code unlock}, {@code listen},
 * {@code unlisten}, {@code notify}, {@code analyze}, {@code vacuum}, {@code maintain}, {@code
 * reindex}, {@code refresh}, {@code attach}, {@code detach}, {@code backup}, {@code restore},
 * {@code purge}, {@code kill}, {@code shutdown}, {@code replication}, {@code pragma}, {@code dbcc},
 * {@code control}, {@code other}.
 *
 * <p>The tables beside the classes are data: {@code dialects.txt}, {@code statements.txt}, {@code
 * aggravations.txt}, {@code functions.txt}, {@code settings.txt}, {@code tables.txt}, {@code
 * drivers.txt}; each says at its head what its columns are and where its facts come from. All names
 * are read once; everything shared is immutable or, as {@code Memory}, lock-free.
 */
@NullMarked
package dev.holdpoint.analysis.sql;

import org.jspecify.annotations.NullMarked;
