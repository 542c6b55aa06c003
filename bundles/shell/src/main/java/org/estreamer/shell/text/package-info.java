/** How numbers, times and tables are written for people, so that nothing in them can steer a terminal. */
package org.estreamer.shell.text;
