package org.estreamer.pipeline.log;

/**
 * What every provider of a log keeps, whatever it keeps it in.
 *
 * <pre>
 *   session --&gt; ResumeContract --&gt; log --&gt; ReaderContract --&gt; plugin
 *                                     |
 *         SessionNameContract --------+--&gt; HistoryContract --&gt; replay
 * </pre>
 */
public interface EventLogContract extends ResumeContract, ReaderContract, HistoryContract, SessionNameContract {}
