/**
 * How a record is written: the formats, each a service.
 *
 * <pre>
 *   JsonFormat             --&gt; json                       all fields, for programs
 *   EcsFormat, SfwFormat,
 *   CefFormat              --&gt; mapped --&gt; mapping           what a SIEM reads, as a table says: mapped writes
 *                                |                        outputs, each from a source, some through a function,
 *                                v                        of what a reading has gathered of the record
 *                             function --&gt; source --&gt; reading --&gt; json
 *   TextFormat             --&gt; text                       what tells most, for people
 *                              all of them --&gt; bytes
 * </pre>
 */
package org.estreamer.formats;
