package io.ringswarm.harness.load.finding;

import static io.ringswarm.harness.load.finding.FindingKind.FAIL;
import static io.ringswarm.harness.load.finding.FindingKind.INTERRUPTED;
import static io.ringswarm.harness.load.finding.FindingKind.INVALID;
import static io.ringswarm.harness.load.finding.FindingKind.NOT_COMPARED;
import static io.ringswarm.harness.load.finding.FindingKind.REGRESSION;
import static io.ringswarm.harness.load.finding.FindingKind.WARNING;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every reason and every warning that a verdict can have. What stands in braces is filled in. {@code docs/verdicts.md} lists
 * them in this order.
 */
public enum Sentence {
    /** Conservation. */
    LOST(
            "{n messages were} accepted and lost.",
            "a bug in the engine: keep the report, and run again with the same seed",
            FAIL),
    /** Conservation, as the engine counts. */
    UNACCOUNTED(
            "{n messages were} accepted by the engine and neither handled nor accounted for.",
            "a bug in the engine: keep the report",
            FAIL),
    /** Numbers passed over. */
    MISSED(
            "{n messages were} missed by their agents.",
            "a bug in the engine: counts agree, but an agent got another message than the next one",
            FAIL),
    /** Duplicates. */
    DUPLICATED("{n messages were} handled twice.", "a bug in the engine", FAIL),
    /** Order. */
    REORDERED("{n messages were} handled after a later one.", "a bug in the engine", FAIL),
    /** Dead letters that nobody meant to have. */
    DEAD_LETTERS(
            "{n messages were} turned into dead letters.",
            "the log names target and cause of the first ones; a handler has thrown, or an agent has ended",
            FAIL),
    /** Dead letters of agents that wait for each other. */
    DEAD_LETTERS_OF_CYCLES(
            "{n messages were} turned into dead letters: {reason}.",
            "expected where agents send in cycles and rings are small; larger rings make it rarer",
            WARNING),
    /** Left at the close. */
    UNDELIVERED(
            "{n messages were} accepted and still waiting when the engine closed.",
            "the engine closed before it had handled all, within 30 s: offer less, or look for a handler that does not return",
            FAIL),
    /** An ask ends exactly once. */
    ASKS_WITHOUT_END("Asks without exactly one end: {n}.", "a bug in the engine", FAIL),
    /** An answer goes to who asked. */
    ASKS_ASTRAY("Asks that got what was not for them: {n}.", "a bug in the engine", FAIL),
    /** An accepted answer arrives. */
    ANSWERS_MISSING("Of {n} answers that were accepted, {n} arrived.", "a bug in the engine", FAIL),
    /** Time-outs. */
    ASKS_TIMED_OUT(
            "Asks that timed out without an answer: {n}.",
            "the engine took longer than --ask-timeout: offer less, or allow more time",
            FAIL),
    /** Deadlines. */
    ASKS_EXPIRED("Asks that expired before their turn came: {n}.", "as above, with the deadline that asks have", FAIL),
    /** Other ends. */
    ASKS_FAILED("Asks that failed: {n}.", "an agent has thrown or ended; the log says which", FAIL),
    /** Refusals are counted. */
    REFUSALS_MISCOUNTED(
            "The producers were refused {n} messages, the engine counts {n}.", "a bug in the engine's counters", FAIL),
    /** Overload without overload. */
    NOT_SATURATED(
            "The engine was not saturated: it refused nothing{on a lane}.",
            "offer more (--rate), or let handlers take longer (--work)",
            INVALID),
    /** The bound on starvation. */
    PASSED_OVER(
            "A message of the {name} lane waited for {n} messages of other lanes, more than {n}.",
            "a bug in how the engine takes turns",
            FAIL),
    /** Starvation. */
    STARVED(
            "The {name} lane starved: messages waited, and for {time} none was handled.",
            "a bug in how the engine takes turns, or one handler that took longer than a second",
            FAIL),
    /** Memory. */
    MEMORY_GREW(
            "Memory grew by {bytes} to {bytes} after a collection, by more than {bytes}.",
            "something keeps what it need not: take a heap dump at the end of a longer run",
            FAIL),
    /** The engine died. */
    ENGINE_FAILED("The engine failed: {reasons}.", "the log has the cause", FAIL),
    /** Agents that did not do what a producer waits for. */
    AGENTS_STUCK(
            "Agents that had not {done what} after {time}: {n}.",
            "a bug in the engine, or a machine so slow that the time is too short",
            FAIL),
    /** Agents that did not go. */
    AGENTS_LEFT("Agents in the engine's tables although all have ended: {n}.", "a bug in the engine", FAIL),
    /** A task that does not end. */
    TASKS_STUCK(
            "Tasks that had not ended, and none did for {time}: {n}.",
            "a bug in the engine's work, or a task that takes longer than that: keep the report",
            FAIL),
    /** Conservation of tasks. */
    TASKS_LOST(
            "Tasks that were submitted and never ended: {n}.",
            "a bug in the engine's work: keep the report, and run again with the same seed",
            FAIL),
    /** Each task ends once. */
    TASKS_NOT_ENDED_ONCE("Tasks that did not end exactly once: {n}.", "as above", FAIL),
    /** No task is done twice that must not be. */
    TASKS_STARTED_TOO_OFTEN(
            "Tasks that were started once more than they may be: {n}.",
            "as above: one that is not idempotent may be started once, others once more for each retry",
            FAIL),
    /** A result goes to who asked for it. */
    TASKS_MIXED_UP("Tasks that got what was no result of theirs: {n}.", "as above", FAIL),
    /** The harness died. */
    PRODUCER_FAILED("A producer failed: {cause}.", "a bug in the harness, or too little memory", INVALID),
    /** The user's own load. */
    LOAD_FAILED("The load failed: {cause}.", "a bug in the class that the scenario names as its workload", INVALID),
    /** No clean start. */
    NOT_QUIET(
            "The engine did not fall quiet after the warm-up.",
            "it still had work 30 s after the warm-up: offer less, or warm up for less time",
            INVALID),
    /** No clean start. */
    WARM_UP_KEPT(
            "A shard has kept latencies of the warm-up to itself.",
            "a handler did not return within 30 s after the warm-up: see --work and what the agents wait for",
            INVALID),
    /** No complete end. */
    LATENCIES_KEPT(
            "A shard has kept latencies to itself although the engine is closed.",
            "a handler did not return before the engine gave up: the distribution lacks what it had",
            INVALID),
    /** An objective. */
    OBJECTIVE_MISSED(
            "{metric} is {value}, {margin and limit}.", "what the run was for: see the second that it began in", FAIL),
    /** An objective that nothing can be said of. */
    OBJECTIVE_UNKNOWN(
            "{metric} is not known: {why}.", "measure longer, at a higher rate, or choose a lower percentile", INVALID),
    /** Interrupted in the warm-up. */
    INTERRUPTED_BEFORE("Interrupted before anything was measured.", "run again", INTERRUPTED),
    /** Interrupted in the measured part. */
    INTERRUPTED_AFTER(
            "Interrupted after {time}.",
            "the report has what was measured until then; run again for a verdict",
            INTERRUPTED),
    /** An empty schedule. */
    NOTHING_DUE("No message was due.", "a longer duration or a higher rate; a trace with rows", INVALID),
    /** Nothing offered. */
    NOTHING_SENT("No message was sent.", "a longer duration: the producers had no time to send any", INVALID),
    /** Nothing arrived. */
    NOTHING_HANDLED(
            "No message was handled: there is nothing to judge.",
            "the engine refused or dropped everything: see the counts of refused, expired and shed",
            INVALID),
    /** The schedule is missed. */
    GENERATOR_TOO_SLOW(
            "{n} of {n} messages were due and not sent: the generator could not keep up.",
            "a lower rate, more --producers, a larger --batch, or a machine with a core to spare",
            INVALID),
    /** The schedule is missed, by the engine's doing. */
    REFUSED_AT_THE_END(
            "{n} of {n} messages were due and not sent, as the engine refused more.",
            "the rate is more than the engine takes; their waits are in the response",
            WARNING),
    /** Late sends. */
    GENERATOR_LATE(
            "The generator was late: it sent {n} of {n} messages more than {time} after they were due, for no refusal.",
            "the response has that wait, the transit has not; leave the generator a core of its own",
            WARNING,
            INVALID),
    /** A long drain. */
    DRAINED_LONG(
            "Draining took {time}: what was handled after the end is not in the rate.",
            "the rate is more than the engine takes",
            WARNING),
    /** The warm-up reached its limit. */
    NOT_STEADY(
            "Not steady when the warm-up ended.",
            "a longer --warmup, or a quieter machine; a reason only where an objective is missed",
            WARNING,
            INVALID),
    /** Spinning threads. */
    TOO_MANY_SPIN(
            "{n} threads spin on {n} cores.",
            "fewer shards or producers, or another --idle; a warning where these were chosen",
            WARNING,
            INVALID),
    /** Spinning threads. */
    ALL_CORES_SPIN(
            "Spinning threads occupy all {n} cores: whatever else runs delays messages.",
            "--idle backoff, or one shard less",
            WARNING),
    /** Steal. */
    STOLEN("The hypervisor took {share} of the machine ({time}).", "a quieter or a larger virtual machine", WARNING),
    /** Hiccups. */
    HICCUP(
            "A sleeping thread woke up to {time} late.",
            "the machine or the JVM stood still for so long: see GC, steal and what else runs",
            WARNING),
    /** Pauses. */
    PAUSES_UNKNOWN(
            "Pauses of the JVM are not known: the flight recorder did not answer.",
            "causes of late messages are without them; a JVM with jdk.jfr, and not one that is shutting down",
            WARNING),
    /** Producers and engine. */
    SENT_MISCOUNTED(
            "The producers count {n} messages accepted, the engine {n}.",
            "a bug in the harness or in the engine",
            INVALID),
    /** Agents and engine. */
    HANDLED_MISCOUNTED(
            "The agents count {n} messages handled, the engine {n}.", "a bug in the harness or in the engine", INVALID),
    /** Askers and engine. */
    ASKS_STARTED_MISCOUNTED(
            "The producers count {n} asks started, the engine {n}.", "a bug in the harness or in the engine", INVALID),
    /** Askers and engine. */
    ASKS_ANSWERED_MISCOUNTED(
            "The producers count {n} asks answered, the engine {n}.", "a bug in the harness or in the engine", INVALID),
    /** Book and desk. */
    TASKS_MISCOUNTED(
            "Who submits and does the tasks counts {n} {how}, the desk {n}.",
            "a bug in the harness or in the engine's work",
            INVALID),
    /** The schedule does not add up. */
    SCHEDULE_MISCOUNTED(
            "The schedule has {n} messages, but {n} sent{, refused} and {n} not sent.",
            "a bug in the harness",
            INVALID),
    /** Clocks. */
    BELOW_ZERO(
            "Latencies below zero, {n} of them: the clock ran backwards or a due time is wrong.",
            "look at the clock source (report.json, env.clocksource); a virtual machine that was moved",
            INVALID),
    /** Discarded or made-up samples. */
    LATENCIES_MISCOUNTED(
            "{n} latencies were recorded for {n} messages.", "a bug in the harness or in the engine", INVALID),
    /** Producers and engine, where agents are the user's own. */
    SENT_OVERCOUNTED(
            "The producers count {n} messages accepted, more than the engine.",
            "a bug in the harness or in the engine",
            INVALID),
    /** What the user's own load counts. */
    HANDLED_OVERCOUNTED(
            "{workload} counts {n} messages handled, and {n} were sent.",
            "the load must call handled once for each message",
            INVALID),
    /** What the user's own agents threw. */
    FIRST_DEAD_LETTER("The first dead letter: {reason and cause}.", "look there first", WARNING),
    /** Numbers are not told. */
    ORDER_UNCHECKED(
            "Order and duplicates were not checked: {workload} does not tell the numbers of the messages that come.",
            "carry the number in the body, and tell it to checkArrivals",
            WARNING),
    /** Numbers are told of some. */
    ORDER_CHECKED_FOR_SOME(
            "Order and duplicates were checked for {n} of {n} agents only.", "as above, in all agents", WARNING),
    /** A baseline that was better. */
    SLOWER_THAN_BASELINE(
            "Slower than the baseline: {what became worse}.",
            "what `diff` says in docs/regressions.md: look at what changed since, or repeat both on a quiet machine",
            REGRESSION),
    /** A baseline that fits no more. */
    NOT_COMPARED_WITH_BASELINE(
            "Not compared with the baseline: {why}.",
            "what the words name: another machine, JVM or build, or a run that is too short",
            NOT_COMPARED);

    private static final Pattern BLANK = Pattern.compile("\\{[^}]*}");

    private final String pattern;
    private final String advice;
    private final Set<FindingKind> kinds;

    Sentence(String pattern, String advice, FindingKind kind, FindingKind... others) {
        this.pattern = pattern;
        this.advice = advice;
        kinds = EnumSet.of(kind, others);
    }

    /** The sentence, with what is filled in in braces. */
    public String pattern() {
        return pattern;
    }

    /** What to do when a run says so. */
    public String advice() {
        return advice;
    }

    /** What it can mean for a run. */
    public Set<FindingKind> kinds() {
        return EnumSet.copyOf(kinds);
    }

    /**
     * The sentence of a run.
     *
     * @param values one for each pair of braces
     * @return a whole sentence
     * @throws IllegalArgumentException when there are more or fewer values than braces
     */
    public String of(Object... values) {
        Matcher blanks = BLANK.matcher(pattern);
        StringBuilder sentence = new StringBuilder();
        int filled = 0;
        while (blanks.find()) {
            String value = filled < values.length ? String.valueOf(values[filled]) : "";
            blanks.appendReplacement(sentence, Matcher.quoteReplacement(value));
            filled++;
        }
        if (filled != values.length) {
            throw new IllegalArgumentException(
                    name() + " with " + values.length + " values (expected: " + filled + ")");
        }
        return blanks.appendTail(sentence).toString();
    }

    /**
     * Whether a run's sentence is this one.
     *
     * @param sentence of a verdict
     * @return whether it is the pattern with something filled in
     */
    public boolean fits(String sentence) {
        StringBuilder expression = new StringBuilder();
        Matcher blanks = BLANK.matcher(pattern);
        int from = 0;
        while (blanks.find()) {
            expression
                    .append(Pattern.quote(pattern.substring(from, blanks.start())))
                    .append(".*");
            from = blanks.end();
        }
        expression.append(Pattern.quote(pattern.substring(from)));
        return Pattern.matches(expression.toString(), sentence);
    }
}
