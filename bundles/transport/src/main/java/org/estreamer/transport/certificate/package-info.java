/** Keys and certificates in files, with errors that name file, setting and remedy; and how they are told to an operator. */
package org.estreamer.transport.certificate;
