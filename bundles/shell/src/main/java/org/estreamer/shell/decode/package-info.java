/**
 * How a captured stream becomes lines.
 *
 * <pre>
 *   file --&gt; IdleFlush --&gt; codec --&gt; StreamDecoder --&gt; format --&gt; CheckedOutput
 *                                         |
 *                                         v
 *                                   DecodeProblems --&gt; standard error
 * </pre>
 */
package org.estreamer.shell.decode;
