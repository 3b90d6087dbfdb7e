<?xml version="1.0" encoding="utf-8"?>
<!--
  Shows vs.xml: xsltproc vs.xsl vs.xml > ipvs.html

  It says by plain attributes how it looks, as the stylesheet that it replaces did, so that a page whose security policy
  forbids inline styles shows it too. Browsers give up XSLT; the page of vipscope, which it also writes as vs.html, needs none.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:output method="html" encoding="utf-8" indent="yes" doctype-system="about:legacy-compat"/>

<!-- What vipscope writes behind the table: node="ds1" taken="2026-11-20T09:46:43.000Z" -->
<xsl:variable name="written" select="string(/processing-instruction('vipscope'))"/>
<xsl:variable name="host" select="substring-before(substring-after($written, 'node=&quot;'), '&quot;')"/>
<xsl:variable name="taken" select="substring-before(substring-after($written, 'taken=&quot;'), '&quot;')"/>

<xsl:template match="/">
<html lang="en">
<head>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title><xsl:call-template name="title"/></title>
</head>
<body bgcolor="#DFEFFF" text="#000000">
<h1 align="center">IPVS<xsl:if test="$host != ''"> on <xsl:value-of select="$host"/></xsl:if></h1>
<xsl:if test="$taken != ''">
<p align="center">As it was at <time datetime="{$taken}"><xsl:value-of select="$taken"/></time></p>
</xsl:if>
<xsl:apply-templates select="ipvs"/>
</body>
</html>
</xsl:template>

<xsl:template name="title">
<xsl:variable name="tables" select="/ipvs/table"/>
<xsl:choose>
<xsl:when test="/ipvs/@unread">IPVS: the table could not be read</xsl:when>
<xsl:when test="not($tables)">IPVS: no virtual servers</xsl:when>
<xsl:otherwise>
<xsl:apply-templates select="$tables[1]" mode="title"/>
<xsl:if test="count($tables) &gt; 1"> and <xsl:value-of select="count($tables) - 1"/> more</xsl:if>
</xsl:otherwise>
</xsl:choose>
</xsl:template>

<xsl:template match="ipvs">
<xsl:if test="@unread"><p align="center"><strong>The table could not be read: <xsl:value-of select="@unread"/></strong></p></xsl:if>
<xsl:if test="not(table) and not(@unread)"><p align="center">No virtual servers.</p></xsl:if>
<xsl:apply-templates select="table"/>
</xsl:template>

<xsl:template match="table">
<table width="90%" border="1" cellspacing="0" cellpadding="5" bgcolor="#E0F0FF" align="center">
<caption><xsl:apply-templates select="." mode="title"/></caption>
<thead>
<tr>
<th scope="col">Real server</th>
<th scope="col">Port</th>
<th scope="col">Forward</th>
<th scope="col">Weight</th>
<th scope="col">Active</th>
<th scope="col">Inactive</th>
</tr>
</thead>
<tbody>
<xsl:apply-templates select="node"/>
<xsl:if test="not(node)"><tr><td colspan="6">No real servers</td></tr></xsl:if>
</tbody>
</table>
<br/>
</xsl:template>

<!-- UDP 192.168.56.185:53 wrr. A table without a protocol is TCP; a caption of a firewall mark says FWM itself. -->
<xsl:template match="table" mode="title">
<xsl:choose>
<xsl:when test="@protocol = 'fwm'"/>
<xsl:when test="@protocol">
<xsl:value-of select="translate(@protocol, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"/>
<xsl:text> </xsl:text>
</xsl:when>
<xsl:otherwise>TCP </xsl:otherwise>
</xsl:choose>
<xsl:value-of select="caption"/>
<xsl:if test="@flags"><xsl:text> </xsl:text><xsl:value-of select="@flags"/></xsl:if>
</xsl:template>

<xsl:template match="node">
<tr>
<th scope="row" align="left"><xsl:value-of select="nip"/></th>
<td><xsl:value-of select="nport"/></td>
<td><xsl:value-of select="forward"/></td>
<td align="right"><xsl:value-of select="weight"/></td>
<td align="right"><xsl:value-of select="active"/></td>
<td align="right"><xsl:value-of select="inact"/></td>
</tr>
</xsl:template>

</xsl:stylesheet>
