import QtQuick
import QtQuick.Layouts
import Kiosk

// One line of the status: how well the thing is, what it is and how, and since when.
Rectangle {
    id: row

    required property string level
    required property string title
    required property string sentence
    required property string details
    required property string since
    // All in one line, or the sentence below the title.
    required property bool wide

    Accessible.name: `${title}: ${sentence}. ${details}. ${since}`
    Accessible.role: Accessible.StaticText
    Layout.fillWidth: true
    border.color: Theme.colours.line
    border.width: Theme.hairline
    color: Theme.colours.page
    implicitHeight: parts.implicitHeight + 2 * Theme.gapSmall
    objectName: "fact"
    radius: Theme.radiusSmall

    GridLayout {
        id: parts

        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        columnSpacing: Theme.gap
        rowSpacing: Theme.px(2)
        y: Theme.gapSmall

        Label {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: !row.wide
            Layout.preferredWidth: row.wide ? Math.round(parts.width * 0.27) : -1
            font.pixelSize: Theme.menuText
            font.weight: Font.DemiBold
            maximumLineCount: 3
            text: row.title
            wrapMode: Text.Wrap
        }
        LevelMark {
            Layout.alignment: Qt.AlignRight | Qt.AlignTop
            Layout.column: row.wide ? 2 : 1
            Layout.row: 0
            level: row.level
        }
        ColumnLayout {
            Layout.alignment: Qt.AlignTop
            Layout.column: row.wide ? 1 : 0
            Layout.columnSpan: row.wide ? 1 : 2
            Layout.fillWidth: true
            Layout.row: row.wide ? 0 : 1
            spacing: 0

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.gapSmall

                Label {
                    Layout.fillWidth: true
                    font.pixelSize: Theme.menuText
                    maximumLineCount: 4
                    objectName: "sentence"
                    text: row.sentence
                    wrapMode: Text.Wrap
                }
                Label {
                    Layout.alignment: Qt.AlignBottom
                    color: Theme.colours.quiet
                    font.pixelSize: Theme.menuNote
                    objectName: "since"
                    text: row.since
                    visible: text !== ""
                }
            }
            Label {
                Layout.fillWidth: true
                color: Theme.colours.quiet
                font.pixelSize: Theme.menuNote
                maximumLineCount: 6
                objectName: "details"
                text: row.details
                visible: text !== ""
                wrapMode: Text.Wrap
            }
        }
    }
}
