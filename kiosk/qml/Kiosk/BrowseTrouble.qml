import QtQuick
import Kiosk.Screens

// Stands in place of a page that did not come: why, and what to do.
Rectangle {
    id: trouble

    required property PageState page

    Accessible.name: page.troubleTitle + ". " + page.troubleMore
    Accessible.role: Accessible.AlertMessage
    color: Theme.colours.page
    objectName: "trouble"

    // Nothing of it reaches the page below.
    TapHandler {
        gesturePolicy: TapHandler.WithinBounds
    }
    Column {
        anchors.centerIn: parent
        spacing: Theme.margin
        width: Math.min(parent.width - 2 * Theme.margin, Theme.px(984))

        Notice {
            icon: trouble.page.troubleIcon
            more: trouble.page.troubleMore
            text: trouble.page.troubleTitle
            width: parent.width
        }
        BrowseButton {
            anchors.horizontalCenter: parent.horizontalCenter
            icon: "arrow-left"
            objectName: "troubleBack"
            strong: true
            text: qsTr("Back")
            visible: trouble.page.canGoBack

            onActivated: trouble.page.back()
        }
    }
}
