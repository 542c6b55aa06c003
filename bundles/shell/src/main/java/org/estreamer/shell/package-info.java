/** What an operator types: the commands of the launcher and those of the Gogo shell. */
package org.estreamer.shell;
