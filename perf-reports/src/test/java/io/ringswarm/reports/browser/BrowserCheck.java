package io.ringswarm.reports.browser;

import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The machine's Chromium, driven by Playwright on the machine's Node.js. Where one of them is missing the test is skipped and
 * says so, unless the environment's {@value #REQUIRED} is {@code true}: then it fails. Used by one thread.
 */
public final class BrowserCheck implements AutoCloseable {
    /** Set where tests in a browser must not be skipped. */
    public static final String REQUIRED = "RINGSWARM_BROWSER_REQUIRED";

    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<String> NODES = List.of("node", "nodejs");
    private static final Pattern NODE_VERSION = Pattern.compile("v(\\d+)\\..*");
    private static final int OLDEST_NODE = 20;
    private static final int WINDOW_HEIGHT = 900;

    private final Playwright playwright;
    private final Page page;

    private BrowserCheck(Path chromium, Path node) {
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "PLAYWRIGHT_NODEJS_PATH", node.toString())));
        page = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setChromiumSandbox(false))
                .newPage(); // a new window for each page takes longer than all else that is done with it
    }

    /**
     * Starts the browser, without its sandbox, as tests run as root in containers.
     *
     * @return the browser, to be closed
     */
    public static BrowserCheck start() {
        Optional<Path> chromium = onPath(BROWSERS);
        Optional<Path> node = Optional.ofNullable(System.getenv("PLAYWRIGHT_NODEJS_PATH"))
                .map(Path::of)
                .or(() -> onPath(NODES))
                .filter(BrowserCheck::isNewEnough);
        String missing = (chromium.isEmpty() ? "no Chromium on the path, tried " + BROWSERS + ". " : "")
                + (node.isEmpty() ? "no Node.js of 20 or newer, which drives it, on the path, tried " + NODES : "");
        if (Boolean.parseBoolean(System.getenv(REQUIRED)) && !missing.isEmpty()) {
            throw new AssertionError(missing + " (expected: both, as " + REQUIRED + " is true)");
        }
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        return new BrowserCheck(chromium.orElseThrow(), node.orElseThrow());
    }

    /**
     * Opens a file as a reader does, in place of the page before.
     *
     * @param file the page
     * @param widthPx of the window
     * @param dark whether the reader prefers dark colours
     * @return the page, to be closed before another is opened
     */
    public OpenedPage open(Path file, int widthPx, boolean dark) {
        page.setViewportSize(widthPx, WINDOW_HEIGHT);
        page.emulateMedia(new Page.EmulateMediaOptions()
                .setMedia(Media.SCREEN)
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
        return new OpenedPage(page, file.toUri().toString());
    }

    /**
     * Opens a page, and fails a test unless it is quiet, loads nothing, fits its window, and is legible.
     *
     * @param file the page
     * @param widthPx width of the window
     * @param dark whether the reader prefers dark colours
     */
    public void assertQuietAndLegible(Path file, int widthPx, boolean dark) {
        try (OpenedPage page = open(file, widthPx, dark)) {
            assertSoftly(softly -> {
                String window = widthPx + " px, " + (dark ? "dark" : "light");
                softly.assertThat(page.overflowPx()).as("overflow, %s", window).isZero();
                softly.assertThat(page.hiddenSections())
                        .as("hidden, %s", window)
                        .isEmpty();
                softly.assertThat(page.clippedLabels())
                        .as("clipped, %s", window)
                        .isEmpty();
                softly.assertThat(page.overlappingLabels())
                        .as("overlapping, %s", window)
                        .isEmpty();
                softly.assertThat(page.faintTexts()).as("faint, %s", window).isEmpty();
                softly.assertThat(page.complaints()).as("console, %s", window).isEmpty();
                softly.assertThat(page.requests()).as("requests, %s", window).isEmpty();
            });
        }
    }

    @Override
    public void close() {
        playwright.close();
    }

    /** Playwright's driver ends without a word on an older one. */
    private static boolean isNewEnough(Path node) {
        try {
            Process process = new ProcessBuilder(node.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher major = NODE_VERSION.matcher(version.strip());
            return major.matches() && Integer.parseInt(major.group(1)) >= OLDEST_NODE;
        } catch (IOException e) {
            throw new UncheckedIOException("node=" + node + " (expected: a program that starts)", e);
        }
    }

    private static Optional<Path> onPath(List<String> names) {
        String path = System.getenv("PATH");
        List<Path> folders = path == null
                ? List.of()
                : Stream.of(path.split(File.pathSeparator)).map(Path::of).toList();
        return names.stream()
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
