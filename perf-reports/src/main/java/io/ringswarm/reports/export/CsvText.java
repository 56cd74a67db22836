package io.ringswarm.reports.export;

import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.ringswarm.reports.words.Legible;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes a table as RFC 4180 has it, with a head, commas and line feeds. */
final class CsvText {
    private static final CsvMapper MAPPER = CsvMapper.csvBuilder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private CsvText() {}

    /** Cells are texts already; a null cell is left empty. */
    static String of(List<String> head, List<List<String>> rows) {
        CsvSchema.Builder columns = CsvSchema.builder();
        head.forEach(columns::addColumn);
        StringWriter text = new StringWriter();
        try (var writer = MAPPER.writer(columns.build().withHeader().withLineSeparator("\n"))
                .writeValues(text)) {
            if (rows.isEmpty()) {
                return String.join(",", head) + "\n";
            }
            for (List<String> row : rows) {
                writer.write(row);
            }
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** A text of the user's: a spreadsheet does not take it for a formula. */
    static String words(String text) {
        String shown = Legible.of(text);
        return !shown.isEmpty() && FORMULA_STARTS.indexOf(shown.charAt(0)) >= 0 ? "'" + shown : shown;
    }
}
