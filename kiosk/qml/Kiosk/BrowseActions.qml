import QtQuick
import QtQuick.Layouts
import Kiosk.Screens

// The ways out, always at the same place within reach: back, and the end that leaves nothing.
Rectangle {
    id: bar

    required property BrowsingScreen browsing
    required property PageState page
    required property bool portrait

    color: Theme.colours.panel
    implicitHeight: parts.implicitHeight + 2 * Theme.gapSmall
    objectName: "actions"

    GridLayout {
        id: parts

        anchors.left: parent.left
        anchors.leftMargin: bar.portrait ? Theme.margin : Theme.gap
        anchors.right: parent.right
        anchors.rightMargin: bar.portrait ? Theme.margin : Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        columnSpacing: Theme.touchGap
        flow: bar.portrait ? GridLayout.LeftToRight : GridLayout.TopToBottom
        rowSpacing: Theme.touchGap

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gapSmall

            Icon {
                Layout.alignment: Qt.AlignTop
                color: Theme.colours.quiet
                name: "eye-off"
                size: Theme.px(40)
            }
            Label {
                Layout.fillWidth: true
                color: Theme.colours.quiet
                font.pixelSize: Theme.phoneNote
                maximumLineCount: 5
                objectName: "privacy"
                text: qsTr("Others see this screen. Erase when you leave")
                wrapMode: Text.WordWrap
            }
        }
        BrowseButton {
            Layout.fillWidth: !bar.portrait
            enabled: bar.page.canGoBack
            icon: "arrow-left"
            objectName: "back"
            text: qsTr("Back")

            onActivated: bar.page.back()
        }
        BrowseButton {
            Layout.fillWidth: !bar.portrait
            // Larger words take a second line and not the room of the others.
            Layout.maximumWidth: bar.portrait && Theme.textSize > 0 ? Theme.px(360) : Number.POSITIVE_INFINITY
            icon: "eraser"
            objectName: "end"
            strong: true
            text: qsTr("End and erase")

            onActivated: bar.browsing.end()
        }
    }
}
