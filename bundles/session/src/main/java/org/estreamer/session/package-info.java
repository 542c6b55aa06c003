/** Who runs it: one session per configured server, from its settings to the records in every plugin's queue. */
package org.estreamer.session;
