import QtQuick
import QtQuick.Layouts
import Kiosk.Screens

// The last seconds before a session that nobody touches is over. Any touch stops them; no touch reaches the page.
Rectangle {
    id: notice

    required property BrowsingScreen browsing
    // Stays until the finger that stopped it is lifted: it may have been on its way to the end.
    readonly property bool held: anywhere.pressed || stay.pressed || end.pressed

    Accessible.name: title.text + " " + more.text
    Accessible.role: Accessible.AlertMessage
    color: Qt.alpha(Theme.colours.page, 0.85)
    objectName: "idle"
    visible: browsing.notice === "idle" || held

    TapHandler {
        id: anywhere

        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0
    }
    Rectangle {
        anchors.centerIn: parent
        border.color: Theme.colours.line
        border.width: Theme.hairline
        color: Theme.colours.panel
        height: parts.implicitHeight + 2 * Theme.margin
        radius: Theme.radius
        width: Math.min(parent.width - 2 * Theme.gap, Theme.px(984))

        ColumnLayout {
            id: parts

            anchors.centerIn: parent
            spacing: Theme.margin
            width: parent.width - 2 * Theme.margin

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.margin

                CountdownRing {
                    Layout.preferredHeight: Theme.px(176)
                    Layout.preferredWidth: Theme.px(176)
                    ink: Theme.colours.text
                    number: notice.browsing.noticeSeconds > 0 ? notice.browsing.noticeSeconds : ""
                    objectName: "countdown"
                    part: notice.browsing.noticeSeconds / notice.browsing.noticeInAll
                }
                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: Theme.gapSmall

                    Label {
                        id: title

                        Layout.fillWidth: true
                        font.pixelSize: Theme.title
                        font.weight: Font.DemiBold
                        maximumLineCount: 2
                        text: qsTr("Are you still here?")
                        wrapMode: Text.WordWrap
                    }
                    Label {
                        id: more

                        Layout.fillWidth: true
                        color: Theme.colours.quiet
                        font.pixelSize: Theme.body
                        maximumLineCount: 3
                        text: qsTr("If not, the page closes and what you typed is erased.")
                        wrapMode: Text.WordWrap
                    }
                }
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.touchGap
                uniformCellSizes: true

                BrowseButton {
                    id: end

                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    icon: "eraser"
                    objectName: "endNow"
                    text: qsTr("End and erase")

                    onActivated: notice.browsing.end()
                }
                BrowseButton {
                    id: stay

                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    icon: "hand-finger"
                    objectName: "stay"
                    strong: true
                    text: qsTr("I am still here")

                    onActivated: notice.browsing.touched()
                }
            }
        }
    }
}
