package io.ringswarm.examples.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program, as a process of its own. */
@Timeout(30)
class PricingMainTest {
    private static final int SIGTERM_EXIT = 128 + 15;

    private Process process;
    private Writer in;
    private BufferedReader out;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PricingMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        in = process.outputWriter();
        out = process.inputReader();
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void shouldAnswerEveryLineAndEndWhenItsInputEnds() throws Exception {
        in.write("7 10\n8 0\nhealth\nseven\n");
        in.close();
        List<String> said = out.lines().toList();
        assertThat(said)
                .contains(
                        "7: 10 at 100.0",
                        "no answer: the ask has no answer: outcome=FAILED",
                        "EngineHealth[status=UP, reasons=[]]",
                        "no answer: request=seven (expected: INSTRUMENT QUANTITY, or health)")
                .endsWith("closed: 1 answered, 0 undelivered");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void shouldCloseTheEngineWhenTerminated() throws Exception {
        in.write("7 10\n");
        in.flush();
        assertThat(out.readLine()).isEqualTo("7: 10 at 100.0");
        process.toHandle().destroy(); // SIGTERM; Process.destroy would close its output, too
        assertThat(out.readLine()).isEqualTo("closed: 1 answered, 0 undelivered");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(SIGTERM_EXIT);
    }
}
