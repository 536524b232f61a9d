package dev.holdpoint.testing;

import dev.holdpoint.engine.LoadedPolicy;
import dev.holdpoint.engine.PolicyLoader;
import dev.holdpoint.language.DiagnosticRendering;
import dev.holdpoint.language.Source;
import dev.holdpoint.session.Decider;
import dev.holdpoint.session.Replay;
import dev.holdpoint.session.SessionFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.opentest4j.AssertionFailedError;

/**
 * Makes the tests of a {@link HoldpointSession}. The session is judged in order, before the tests.
 */
final class SessionExtension implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getTestMethod()
                .filter(m -> m.isAnnotationPresent(HoldpointSession.class))
                .isPresent();
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
            ExtensionContext context) {
        HoldpointSession asked =
                context.getRequiredTestMethod().getAnnotation(HoldpointSession.class);
        Class<?> test = context.getRequiredTestClass();
        Replay replay = new Replay(policy(asked.policy(), test));
        List<TestTemplateInvocationContext> tests = new ArrayList<>();
        try (SessionFile session = new SessionFile(new StringReader(text(asked.value(), test)))) {
            for (Optional<SessionFile.Line> line = session.next();
                    line.isPresent();
                    line = session.next()) {
                tests.add(
                        new OneOperation(
                                new ReplayedOperation(
                                        line.get(), replay.next(line.get().record()))));
            }
        } catch (IOException | SessionFile.Unreadable e) {
            throw new ExtensionConfigurationException(asked.value() + ": " + e.getMessage(), e);
        }
        if (tests.isEmpty()) {
            throw new ExtensionConfigurationException(asked.value() + " has no operation");
        }
        return tests.stream();
    }

    private static LoadedPolicy policy(String name, Class<?> test) {
        PolicyLoader loader = PolicyLoader.standard();
        if (name.isEmpty()) {
            return loader.baseline();
        }
        Source source = new Source(name, text(name, test));
        PolicyLoader.Outcome outcome = loader.load(source);
        if (outcome instanceof PolicyLoader.Outcome.Loaded loaded) {
            return loaded.policy();
        }
        throw new ExtensionConfigurationException(
                "the policy does not load:\n"
                        + DiagnosticRendering.render(
                                ((PolicyLoader.Outcome.Refused) outcome).diagnostics(), source));
    }

    private static String text(String name, Class<?> test) {
        try (InputStream in = test.getResourceAsStream(name)) {
            byte[] bytes = in == null ? Files.readAllBytes(Path.of(name)) : in.readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ExtensionConfigurationException(
                    name + " is neither a resource that " + test.getName() + " sees nor a file", e);
        }
    }

    /** One test. */
    private record OneOperation(ReplayedOperation operation)
            implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int index) {
            return "line "
                    + operation.line().number()
                    + ": "
                    + operation.line().record().kind().word()
                    + " is "
                    + operation.line().expected().orElse(word());
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            BeforeTestExecutionCallback check = context -> check();
            return List.of(check, new Parameter(operation));
        }

        private String word() {
            return Decider.word(operation.judged().decision());
        }

        private void check() {
            Optional<String> expected = operation.line().expected();
            if (expected.filter(e -> !e.equals(word())).isPresent()) {
                throw new AssertionFailedError(
                        "line "
                                + operation.line().number()
                                + " was "
                                + expected.get()
                                + " and is "
                                + operation.judged().reason(),
                        expected.get(),
                        word());
            }
        }
    }

    private record Parameter(ReplayedOperation operation) implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ReplayedOperation.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return operation;
        }
    }
}
