/**
 * The shell room of analysis: from the text of a script to the simple commands that it would, or
 * could, run.
 *
 * <pre>
 *   Script ─▶ Parser, Lexer ─▶ Node, ShellWord, Piece ─▶ Interpreter ─┬▶ Command ─▶ (inquiry) ─▶ program
 *            one line at a time                  ▲    │              └▶ what it writes ─▶ inquiry.wrote
 *                                                │    ▼
 *                                        State ── Expansion: Braces, Parameters, Arithmetic, Patterns
 *                                          ▲
 *              Builtins, Settings, InputBuiltins ── Outputs: Filters, Sed, Translation, Printf
 *
 *   Interpreter: SimpleCommands ─▶ Functions, Builtins, programs ─▶ Handover ─▶ (inquiry)
 *                Branches, Loops, Conditions, Redirections, Substitutions, Traps
 * </pre>
 *
 * <p>{@link dev.holdpoint.analysis.shell.ScriptReader} starts it. The parser reads the grammar of
 * bash, which contains that of POSIX, by recursive descent in one pass: lists and pipelines itself,
 * what stands in them with a {@code CompoundParser}, a {@code SimpleParser} and their like ({@code
 * ConditionParser}, {@code AssignmentParser}, {@code RedirectionParser}, {@code HereDocuments}),
 * all over the one {@code Lexer}, which reads words, and what stands in them behind a dollar with a
 * {@code ParameterLexer} and a {@code SubstitutionLexer}. It hands over one complete line at a time
 * and the interpreter walks it before the next is read, as the shell does: an alias set on one line
 * counts on the next, and a syntax error undoes nothing that ran before it.
 *
 * <p>The interpreter walks a script like the shell, with what is known in place of what is. It
 * knows what kind of command a node is, and which process it runs in; each kind has a class that
 * walks it, and the commands that the walk comes to are handed over by {@code Handover} alone:
 *
 * <ul>
 *   <li>Text that is not known is a {@code Gap}: one noncharacter within an ordinary string, so
 *       that unknown parts travel through every operation, and come out as holes of the {@link
 *       dev.holdpoint.analysis.Word}s handed over.
 *   <li>A condition that is not constant takes every way. Each way is a layer over the {@code
 *       State} before it; where they meet, what differs is unknown, and a function has all its
 *       bodies.
 *   <li>A loop over constants, or with a constant condition, is walked round by round up to a
 *       bound; any other, until another round would change nothing that is known.
 *   <li>What commands print is worked out only where it matters (a substitution, a pipe, a file),
 *       for pure programs with constant input: what a reader with a pencil could tell. {@code
 *       Filters} names them; those that encode are in {@code Encodings}, those that print a part in
 *       {@code Portions}.
 *   <li>What a program prints for a shell to evaluate as it starts ({@code source <(kubectl
 *       completion bash)}) is not known, and harmless where it is all that is evaluated: {@code
 *       Startup}. Of what {@code ls} and {@code find} print through a pipe it is known where the
 *       names lie: {@code Names}.
 *   <li>A file that the script writes is noted with the inquiry, so that a later {@code sh}, {@code
 *       .} or {@code cat} finds its content; a process substitution is a file under {@code
 *       /dev/fd}.
 *   <li>Builtins that change the shell are this room's; all others, and all programs, are handed
 *       over. A redirection without a command is handed over as one of {@code :}.
 * </ul>
 *
 * <p>Decisions. A status is known only of builtins; that of a program never is, so both sides of
 * {@code &&} and {@code ||} after one are read. {@code cd} may fail, but for a few directories that
 * are everywhere: behind {@code cd x &&} and under {@code set -e} a command runs in x, behind
 * {@code cd x;} it is handed over twice, in x and in the directory before; past four directories
 * the place is unknown. Files that the script itself reads are looked for where every {@code cd}
 * succeeded. A trap's body is taken to run. A variable that nobody set is unknown, unless the
 * environment is known. A home directory that is not known stays {@code ~}, which those who resolve
 * paths understand. An {@code sh} may be dash or bash: it is read as bash, with aliases on, and
 * where the two differ in what {@code echo} prints, the output is unknown. A script that has
 * something of what only bash knows ({@code Bashisms}) is read once more as dash does, to which
 * {@code [[} is a command that fails, <code>{a,b}</code> one word and {@code $'\''} another quote;
 * the second reading adds the commands that the first did not come to, as far as their programs are
 * known, and says nothing of what it cannot read. A script for zsh is read as bash; where it has
 * something that zsh understands otherwise ({@code Zshisms}), it is unknown as well.
 *
 * <p>Arithmetic. A text that is evaluated as an expression, or taken as the name of a variable,
 * runs the command substitutions in its subscripts: in {@code $((…))}, {@code ((…))}, {@code let},
 * {@code [[ … -eq … ]]}, a subscript or an offset, an assignment to a variable with {@code declare
 * -i}, and in the names that {@code read}, {@code printf -v}, {@code unset}, {@code declare} and
 * {@code test -v} get. Where such a text is constant, what it runs is read. Where it is not, it
 * matters who could have chosen it, and a {@code Gap} says so:
 *
 * <ul>
 *   <li>A file, the input, a program's output, the name of a file, the script's own words given
 *       back ({@code $_}, {@code $BASH_COMMAND}) and what depends on the way taken are feared:
 *       somebody may have put a command there, and the script is unknown from that place on.
 *   <li>A variable of the environment is not: nobody but who started the shell sets it, and {@code
 *       $((COUNT+1))} is in half of all scripts. Nor is what the system says of itself.
 *   <li>A number is not: {@code $#}, {@code ${#x}}, {@code $?}, a loop's counter, the output of
 *       {@code wc -l} or {@code date +%s}, a text of which all but digits was cut ({@code Figures}
 *       says which programs print nothing else). Where two ways give two numbers, what is left is a
 *       number.
 *   <li>Behind a condition that only a number meets, it is one ({@code Proof}): {@code [[ $x =~
 *       ^[0-9]+$ ]]}, {@code [ "$x" -gt 0 ]}, {@code case $x in *[!0-9]*) exit;; esac}.
 * </ul>
 *
 * <p>Every loop that input can drive spends from a {@code Budget}, which is the inquiry's pot of
 * steps; nesting is bounded. Past a bound, at a syntax error and where part of the script itself is
 * unknown, one opaque effect of verb unknown says so.
 *
 * <p>Sources: POSIX.1-2024, Shell Command Language; the GNU Bash Reference Manual 5.2; and bash
 * itself, with which the tests compare.
 */
@NullMarked
package dev.holdpoint.analysis.shell;

import org.jspecify.annotations.NullMarked;
