/**
 * Which field has which names, and how they are found.
 *
 * <pre>
 *   Record.names() --&gt; ServerNames --rule of the field--&gt; NameTable  (names.table: NameSet, NameRule)
 *                          |
 *                          | key of the set, by NameKey
 *                          v
 *                      NameCache --not in it--&gt; NameStore (the metadata of a server, with older versions)
 *                          |                        |
 *                          +------ NameEntry &lt;------+ texts of the metadata record, else of the code
 * </pre>
 *
 * Nothing here knows where metadata come from or how long they are kept.
 */
package org.estreamer.metadata.names;
