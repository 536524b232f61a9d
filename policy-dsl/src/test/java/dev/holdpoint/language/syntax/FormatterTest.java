package dev.holdpoint.language.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.language.Language;
import dev.holdpoint.language.PackLibrary;
import dev.holdpoint.language.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FormatterTest {

    private static final String UNTIDY =
            """
            # what it is for
            policy   t for a   in here


            env here {host "a.example.com","b.example.com" jdbc "jdbc:x"}
            env there protected{path "/srv/**"}
            set bad={rm ,dd}
            deny x on any when ( opaque or not ( verb==read ) )  #why
            ask longer on exec when program in bad and paths
            overlap { "/etc/**" } by ops quorum 1
            because "it says [so]"
            approvers ops {
            #the lead
            key "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPLZwIO0jgomLOqQA0AXLsu2s2d/lmuAt5/fQrmkBbzH lead"
            }
            deny h on http when headers [ "x" ]==y
            default   deny
            test "t"{exec "rm -rf /"   expect deny}
            """;

    private static final String TIDY =
            """
            # what it is for
            policy t for a in here

            env here            { host "a.example.com", "b.example.com"  jdbc "jdbc:x" }
            env there protected { path "/srv/**" }
            set bad = {rm, dd}
            deny x      on any  when (opaque or not (verb == read))  # why
            ask  longer on exec when program in bad and paths
                        overlap {"/etc/**"} by ops quorum 1
                        because "it says [so]"
            approvers ops {
              # the lead
              key "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPLZwIO0jgomLOqQA0AXLsu2s2d/lmuAt5/fQrmkBbzH lead"
            }
            deny h on http when headers["x"] == y
            default deny
            test "t" { exec "rm -rf /" expect deny }
            """;

    @Test
    void anUntidyPolicyIsLaidOutInColumnsWithItsComments() {
        assertEquals(Optional.of(TIDY), Formatter.format(new Source("x", UNTIDY)));
    }

    @Test
    void aSourceWithAnErrorOfSyntaxIsLeftAlone() {
        assertEquals(Optional.empty(), Formatter.format(new Source("x", "deny on on on")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "git", "kubernetes", "postgres", "railway", "shell"})
    void theBundledPacksAreLaidOutAndWithoutError(String pack) {
        Source source = PackLibrary.bundled().find(pack).orElseThrow();
        assertEquals(Optional.of(source.text()), Formatter.format(source));
        assertEquals(List.of(), Language.check(source, PackLibrary.bundled()).diagnostics());
    }

    /** White space and line breaks are moved about at random; tokens and comments must survive. */
    @Property(seed = "20260424", tries = 300)
    void formattingKeepsEveryTokenAndCommentAndFormattingTwiceIsFormattingOnce(@ForAll long seed) {
        String shaken = shake(UNTIDY, new Random(seed));
        String once = Formatter.format(new Source("x", shaken)).orElseThrow();
        assertEquals(essence(shaken), essence(once));
        assertEquals(once, Formatter.format(new Source("x", once)).orElseThrow());
        assertEquals(
                Language.check(new Source("x", shaken), PackLibrary.bundled()).policy().isPresent(),
                Language.check(new Source("x", once), PackLibrary.bundled()).policy().isPresent());
    }

    @Test
    void theSeedChangesTheSource() {
        assertNotEquals(shake(UNTIDY, new Random(1)), shake(UNTIDY, new Random(2)));
        assertTrue(essence(UNTIDY).size() > 80);
    }

    private static String shake(String text, Random random) {
        Lexer.Lexed lexed = Lexer.lex(new Source("x", text), new Findings());
        StringBuilder out = new StringBuilder();
        int c = 0;
        for (Token token : lexed.tokens()) {
            if (random.nextInt(12) == 0 && c < lexed.comments().size()) {
                out.append(lexed.comments().get(c++).text()).append('\n');
            }
            if (token.type() != TokenType.END) {
                out.append(text, token.offset(), token.offset() + token.length());
                out.append(
                        switch (random.nextInt(8)) {
                            case 0 -> "\n";
                            case 1 -> "\n\n\n   ";
                            case 2 -> "\t ";
                            default -> " ";
                        });
            }
        }
        return out.toString();
    }

    private static List<String> essence(String text) {
        Lexer.Lexed lexed = Lexer.lex(new Source("x", text), new Findings());
        List<String> all = new ArrayList<>();
        for (Token token : lexed.tokens()) {
            all.add(token.type() + " " + token.text());
        }
        for (Token.Comment comment : lexed.comments()) {
            all.add(comment.text().replace(" ", ""));
        }
        return all;
    }
}
