/** Who runs it: one session per configured server, from its settings to the records in the log. */
package org.estreamer.session;
