/**
 * What has arrived, between receiving and delivering. Only {@code LogFiles} assumes that a log consists of files.
 *
 * <pre>
 *   LogWriter (one a server; LogRequest, ResumePoint) --&gt; EventLog --&gt; LogReader (one a plugin; LogBatch, LogPosition, LogGap)
 *                                                            |
 *                                                            +--&gt; LogHistory (a replay; LogSpan), LogStatus, LogCheck
 * </pre>
 */
@Export
@Version("1.0.0")
package org.estreamer.pipeline.log;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
