/**
 * What single commands do.
 *
 * <p>{@link dev.holdpoint.analysis.program.ExecReader} takes a process start as Java makes it, word
 * for word, and {@link dev.holdpoint.analysis.program.CommandReader} a simple command as a shell
 * would start it; from there the way is one:
 *
 * <pre>
 *   Command ─▶ CommandReader ─ finds the entry in the Catalog
 *                 │
 *                 ├▶ CallParser ─▶ Call: subcommand, options by canonical names, arguments with meanings
 *                 │
 *                 ├▶ Judgement: the entry's rules, or the words themselves ─▶ Draft ─▶ the exec effect
 *                 │
 *                 └▶ a Lifter, where a table is not enough: what curl would send, what find would start
 *                        └▶ (inquiry): scripts, commands, HTTP requests and SQL, with the effect as parent
 * </pre>
 *
 * <p>Beside what the call says of itself, {@code Recipes} has the files read that its program runs
 * without being told: {@code npm test} a script of {@code package.json}, {@code pytest} a {@code
 * conftest.py}, {@code docker build} the {@code RUN} lines of a Dockerfile, {@code ./x} what a
 * compiler made of {@code x.c}. The resource {@code recipes} says which program runs which file;
 * {@code RecipeFiles} finds those that the operation itself has written, {@code RecipeReader} and
 * its like read them, whatever notation they are in ({@code Outline}).
 *
 * <p><b>The catalog</b> is data: {@code *.catalog} files beside this package, one a family,
 * described in {@code README.txt} there. An entry has the option grammar of a program, what its
 * arguments mean, rules that say what it does, and examples that a test checks. An entry is parsed
 * when its program is first seen.
 *
 * <p>Decisions taken:
 *
 * <ul>
 *   <li><b>What is not listed is read by its words</b> ({@code vocabulary}). A subcommand or option
 *       that says <i>delete</i> destroys, whoever wrote the program; one that says <i>list</i>
 *       reads; one that says nothing is {@code run}. A name that was misspelt is still read so: it
 *       may exist.
 *   <li><b>Rules are three-valued.</b> An unquoted expansion may be an option. Where it may turn a
 *       command into destruction, the verb is unknown.
 *   <li><b>A script that was not read is {@code run}</b>, as is any program that nobody knows. What
 *       is piped into an interpreter out of a command, or fetched and then run, is opaque.
 *   <li><b>Files that are run unasked</b> are read as far as the operation wrote them. Of one whose
 *       content is not known the call is opaque; of one that was there before it says no more than
 *       {@code run}, and of one that was edited what the edit's own words say. What the build of an
 *       image does to files lies in a layer that the next build makes again, and is a write.
 *   <li><b>Redirections.</b> {@code >} is a write: whether the file exists is mostly not known, and
 *       writing files is what agents do. It destroys where the target is a device or belongs to the
 *       system, and where the command says nothing ({@code : > f}), so that emptying is all it
 *       does. What decides who may log in or become root is {@code grant}, however it is written.
 *   <li><b>Scrap.</b> Deleting nothing but files below a temporary directory, or build output below
 *       the directory that the operation started in, is a write: what made it makes it again. The
 *       temporary directory itself is not scrap.
 *   <li><b>Killing one process</b> by number with a signal that it can handle is a write; by name,
 *       by {@code KILL} or all at once it destroys.
 *   <li><b>Dry runs and help are reads</b>, but {@code --version} only where it stands alone: after
 *       a subcommand it may take a value ({@code aws … delete-traffic-policy --version 1}).
 *   <li><b>The environment brings code along</b> ({@code variables}): a pager is read as a script,
 *       a library or module that lies outside the system's directories is opaque.
 *   <li><b>Options and escapes that start programs</b> ({@code man -P}, {@code tcpdump -z}, {@code
 *       !cmd} of ed, {@code \write18} of TeX) are read wherever they stand, dry run or not: the
 *       family {@code escapes}, and {@link dev.holdpoint.analysis.program.EscapeLifter} for those
 *       with a language of their own. A shell that is given to the network is opaque.
 *   <li><b>Launchers that are not listed</b>, or leave their subcommands to their words, have what
 *       follows {@code exec}, {@code ssh} or {@code --} read too. It can only make the answer
 *       graver.
 *   <li><b>Code</b> of scripting languages is scanned, not interpreted: calls with constant
 *       arguments are handed on, whatever name an import or assignment gave them; a call that
 *       computes what it runs, a function that runs things and is handed about, and what the shell
 *       puts into the code make it opaque; the rest stays {@code run}, never less.
 * </ul>
 *
 * <p>What an effect tells of its words and variables ({@link dev.holdpoint.analysis.program.Told})
 * is spelled out when somebody asks; most policies do not.
 *
 * <p>Everything here is immutable once built and may be shared between threads; a {@link
 * dev.holdpoint.analysis.program.Call} and a {@link dev.holdpoint.analysis.program.Draft} belong to
 * the reading of one command.
 */
@NullMarked
package dev.holdpoint.analysis.program;

import org.jspecify.annotations.NullMarked;
