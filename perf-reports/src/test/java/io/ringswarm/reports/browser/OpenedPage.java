package io.ringswarm.reports.browser;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** One page in a browser, and what can be found wrong with it. Lists name what is wrong and are empty when nothing is. */
public final class OpenedPage implements AutoCloseable {
    /** 210 mm without two margins of 14 mm, at 96 px to the inch. */
    private static final int PRINTED_WIDTH_PX = 688;

    private static final Pattern PDF_PAGE = Pattern.compile("/Type\\s*/Page\\b");

    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final Consumer<ConsoleMessage> said;
    private final Consumer<String> failed = complaints::add;
    private final Consumer<Request> asked;

    OpenedPage(Page page, String url) {
        this.page = page;
        said = message -> complaints.add(message.type() + ": " + message.text());
        asked = request -> {
            if (!request.url().equals(url)) {
                requests.add(request.url());
            }
        };
        page.onConsoleMessage(said);
        page.onPageError(failed);
        page.onRequest(asked);
        page.navigate(url);
    }

    /** What the console shows: messages of any kind, and errors. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Whatever was loaded, or tried to be, beside the page itself. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** How many pixels the page is wider than its window; 0 when it fits. */
    public int overflowPx() {
        return ((Number) page.evaluate(
                        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .intValue();
    }

    /** Headings of sections that cannot be seen. */
    public List<String> hiddenSections() {
        return texts("""
                () => [...document.querySelectorAll('main section')]
                    .filter(section => section.getBoundingClientRect().height < 20 || !section.checkVisibility())
                    .map(section => section.textContent.trim().slice(0, 40))""");
    }

    /** Texts of charts that reach beyond their chart. */
    public List<String> clippedLabels() {
        return texts("""
                () => [...document.querySelectorAll('svg.chart')].filter(svg => svg.checkVisibility()).flatMap(svg => {
                    const frame = svg.getBoundingClientRect();
                    return [...svg.querySelectorAll('text')].filter(text => {
                        const box = text.getBoundingClientRect();
                        return box.left < frame.left - 2 || box.right > frame.right + 2 || box.top < frame.top - 2
                            || box.bottom > frame.bottom + 2;
                    }).map(text => text.textContent);
                })""");
    }

    /** Pairs of texts of one chart that lie over each other. */
    public List<String> overlappingLabels() {
        return texts("""
                () => [...document.querySelectorAll('svg.chart')].filter(svg => svg.checkVisibility()).flatMap(svg => {
                    const texts = [...svg.querySelectorAll('text')];
                    const boxes = texts.map(text => text.getBoundingClientRect());
                    const found = [];
                    for (let i = 0; i < boxes.length; i++) {
                        for (let j = i + 1; j < boxes.length; j++) {
                            const a = boxes[i], b = boxes[j];
                            const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                            const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                            if (wide > 1 && high > 3) {
                                found.push(texts[i].textContent + ' | ' + texts[j].textContent);
                            }
                        }
                    }
                    return found;
                })""");
    }

    /**
     * Texts with less contrast to their ground than WCAG 2.2 asks for at level AA, 4.5 to 1 (1.4.3): large ones are held to it, too.
     * Formulas of relative luminance and contrast are those of that document.
     */
    public List<String> faintTexts() {
        return texts("""
                () => {
                    const channels = colour => (colour.match(/[0-9.]+/g) || ['0', '0', '0', '0']).map(Number);
                    const luminance = rgb => {
                        const linear = rgb.slice(0, 3).map(c => c / 255)
                            .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
                    };
                    const ground = element => {
                        for (let e = element; e; e = e.parentElement) {
                            const rgb = channels(getComputedStyle(e).backgroundColor);
                            if (rgb.length < 4 || rgb[3] > 0) return rgb;
                        }
                        return [255, 255, 255];
                    };
                    const opacity = element => {
                        let all = 1;
                        for (let e = element; e; e = e.parentElement) all *= Number(getComputedStyle(e).opacity);
                        return all;
                    };
                    return [...document.querySelectorAll('main *')]
                        .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
                        .filter(e => !['title', 'desc', 'style'].includes(e.localName))
                        .map(e => {
                            const style = getComputedStyle(e);
                            const back = ground(e);
                            const alpha = opacity(e);
                            const text = channels(e.localName === 'text' ? style.fill : style.color)
                                .slice(0, 3).map((c, i) => c * alpha + back[i] * (1 - alpha));
                            const [dark, light] = [luminance(text), luminance(back)].sort((a, b) => a - b);
                            return [(light + 0.05) / (dark + 0.05), e];
                        })
                        .filter(([contrast]) => contrast < 4.5)
                        .map(([contrast, e]) => contrast.toFixed(2) + ' ' + e.textContent.trim().slice(0, 30));
                }""");
    }

    /** What the tab key reaches, in order: the ids that label it, or the element's name. */
    public List<String> tabOrder() {
        List<String> reached = new ArrayList<>();
        String focused = "";
        do {
            page.keyboard().press("Tab");
            focused = (String) page.evaluate("""
                    () => {
                        const e = document.activeElement;
                        if (e === document.body || e.dataset.reached) return '';
                        e.dataset.reached = 'yes';
                        return e.getAttribute('aria-labelledby') || e.localName;
                    }""");
            if (!focused.isEmpty()) {
                reached.add(focused);
            }
        } while (!focused.isEmpty());
        return reached;
    }

    /** The same of everything that should be reached: what scrolls, the command, and what unfolds. */
    public List<String> reachable() {
        return texts("""
                () => [...document.querySelectorAll('[tabindex="0"], summary')]
                    .map(e => e.getAttribute('aria-labelledby') || e.localName)""");
    }

    /** How many sheets of A4 it prints on. */
    public int printedPages() {
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        byte[] pdf = page.pdf(new Page.PdfOptions().setFormat("A4").setPreferCSSPageSize(true));
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        return (int) PDF_PAGE.matcher(new String(pdf, StandardCharsets.ISO_8859_1))
                .results()
                .count();
    }

    /** Tables that are cut off at the right edge of a sheet of A4, by their first words. */
    public List<String> tablesCutInPrint() {
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        ViewportSize window = page.viewportSize();
        page.setViewportSize(PRINTED_WIDTH_PX, window.height);
        List<String> cut = texts("""
                () => [...document.querySelectorAll('main table, main svg.chart, main pre')]
                    .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                    .map(e => e.textContent.trim().slice(0, 40))""");
        page.setViewportSize(window.width, window.height);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        return cut;
    }

    /**
     * Takes a picture of the whole page.
     *
     * @param png where to
     */
    public void picture(Path png) {
        page.screenshot(new Page.ScreenshotOptions().setPath(png).setFullPage(true));
    }

    /** Leaves the window to the next page. */
    @Override
    public void close() {
        page.offConsoleMessage(said);
        page.offPageError(failed);
        page.offRequest(asked);
        page.navigate("about:blank");
    }

    private List<String> texts(String script) {
        List<String> texts = new ArrayList<>();
        for (Object text : (List<?>) page.evaluate(script)) {
            texts.add((String) text);
        }
        return texts;
    }
}
