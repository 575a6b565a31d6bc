import QtQuick
import QtQuick.Layouts
import Kiosk.Screens

// The last minute of a session: said under the page, so that whoever is about to finish can go on.
Rectangle {
    id: strip

    required property BrowsingScreen browsing

    Accessible.name: title.text + ". " + more.text
    Accessible.role: Accessible.AlertMessage
    color: Theme.colours.banner
    implicitHeight: parts.implicitHeight + 2 * Theme.gapSmall
    objectName: "timeUp"

    RowLayout {
        id: parts

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap

        CountdownRing {
            Layout.preferredHeight: Theme.px(112)
            Layout.preferredWidth: Theme.px(112)
            ink: Theme.colours.bannerText
            number: strip.browsing.noticeSeconds > 0 ? strip.browsing.noticeSeconds : ""
            objectName: "countdown"
            part: strip.browsing.noticeSeconds / strip.browsing.noticeInAll
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.px(2)

            Label {
                id: title

                Layout.fillWidth: true
                color: Theme.colours.bannerText
                font.pixelSize: Theme.banner
                font.weight: Font.DemiBold
                maximumLineCount: 2
                text: qsTr("Time is almost up")
                wrapMode: Text.WordWrap
            }
            Label {
                id: more

                Layout.fillWidth: true
                color: Theme.colours.bannerText
                font.pixelSize: Theme.phoneNote
                maximumLineCount: 4
                text: strip.browsing.canExtend ? qsTr("Then what you typed is erased. More time is given once.") : qsTr("Then what you typed is erased. Send it, or write down what you need.")
                wrapMode: Text.WordWrap
            }
        }
        BrowseButton {
            icon: "clock"
            ink: Theme.colours.banner
            objectName: "extend"
            paper: Theme.colours.bannerText
            strong: true
            text: qsTr("%n more minute(s)", "", strip.browsing.extensionMinutes)
            visible: strip.browsing.canExtend

            onActivated: strip.browsing.extend()
        }
    }
}
