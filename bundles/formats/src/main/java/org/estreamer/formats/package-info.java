/**
 * How a record is written: the formats, each a service.
 *
 * <pre>
 *   JsonFormat                  --&gt; json                      all fields, for programs
 *   EcsFormat, SfwFormat,
 *   CefFormat                   --&gt; mapped --&gt; mapping, json   what a SIEM reads, as a table says
 *   TextFormat                  --&gt; text                      what tells most, for people
 *                                   all of them --&gt; bytes
 * </pre>
 */
package org.estreamer.formats;
