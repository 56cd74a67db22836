package io.ringswarm.reports.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.HostileRun;
import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.SampleTasks;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChartPicturesTest {
    private static final int WHITE = 0xffffff;
    private static final int ACCENT = 0x2a5bd0;
    private static final int FAIL = 0xb92c26;

    @Test
    void shouldDrawEveryChartInTheColoursOfTheLightPage() throws IOException {
        Map<String, byte[]> pictures =
                new LinkedHashMap<>(ChartPictures.render(SampleRun.failing(60).report()));
        pictures.put("search.png", ChartPictures.render(SampleRun.searched()).get("search.png"));
        pictures.put("workers.png", ChartPictures.render(SampleTasks.failing()).get("workers.png"));
        assertThat(pictures.keySet()).containsExactlyElementsOf(ChartPictures.NAMES);
        for (String name : ChartPictures.NAMES) {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(pictures.get(name)));
            assertThat(picture.getWidth()).as(name).isEqualTo(2 * (1080 + 40));
            assertThat(picture.getRGB(0, 0) & WHITE).as(name).isEqualTo(WHITE);
            assertThat(colours(picture)).as(name).contains(WHITE).hasSizeGreaterThan(20);
        }
        for (String name : List.of("spectrum.png", "timeline.png")) {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(pictures.get(name)));
            assertThat(colours(picture)).as(name).contains(ACCENT, FAIL);
        }
    }

    @Test
    void shouldDrawNothingWhenNothingWasMeasured() {
        assertThat(ChartPictures.render(SampleRun.sparse())).isEmpty();
    }

    @Test
    void shouldDrawTextsOfUsersAsTexts() {
        assertThat(ChartPictures.render(HostileRun.report())).isNotEmpty();
    }

    @Test
    void shouldLeaveNoVariableInTheStyle() {
        assertThat(ChartStyle.light())
                .doesNotContain("var(", "--", "@media", "paint-order")
                .contains(".chart .line {", "#2a5bd0");
    }

    private static Set<Integer> colours(BufferedImage picture) {
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                colours.add(picture.getRGB(x, y) & WHITE);
            }
        }
        return colours;
    }
}
